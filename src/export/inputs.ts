import { isMissing } from '../data/cells';
import type { CatColumn, Column, Dataset, MultiColumn, Table } from '../data/dataset';
import { parseDate } from '../data/dates';
import { BenchsideError } from '../study/errors';
import type { ColumnPlan } from '../study/schema';
import type { InputColumn } from './predictor';

/**
 * Features as the form and the rows to come need them: levels and ranges of the development rows given. Columns
 * of any other role are left out, so that no cell of theirs enters a bundle.
 */
export function inputColumns(data: Dataset, plans: ColumnPlan[]): InputColumn[] {
  return plans.flatMap(({ name, type, role, separator, dayFirst }) => {
    const column = data.cols.get(name);
    if (role !== 'feature' || !column) return [];
    const about: InputColumn = {
      name,
      type,
      ...(separator && { separator }),
      ...(dayFirst !== undefined && { dayFirst }),
    };
    if (column.kind === 'cat' || column.kind === 'multi') return [{ ...about, levels: levelsOf(column) }];
    // The words of a free text belong to people: they are no levels.
    if (column.kind === 'text') return [about];
    const sorted = column.v.filter(Number.isFinite).sort();
    if (sorted.length === 0) return [about];
    const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
    return [{ ...about, range: { min: sorted[0], max: sorted[sorted.length - 1], median } }];
  });
}

/** Levels that occur, in the order of the dictionary. */
function levelsOf({ codes, dict }: CatColumn | MultiColumn): string[] {
  const seen = new Set(codes);
  return dict.filter((_, code) => seen.has(code));
}

/** Rows as typed into the form; a cell that is not there is missing. Throws `use.badNumber` with the row, 1-based. */
export const datasetFromRows = (inputs: InputColumn[], rows: Record<string, string>[]): Dataset =>
  datasetOf(inputs, rows.length, (name) => rows.map((row) => (Object.hasOwn(row, name) ? row[name] : '')));

/**
 * The inputs' columns of a table, in any order and among others. Numbers given as text are read, levels are
 * matched by their text (`1` and `1.0` are the same). Throws `use.missingColumn`, and `use.badNumber` with the
 * row, 1-based.
 */
export function datasetFromTable(inputs: InputColumn[], table: Table): Dataset {
  const columns = new Map(table.columns.map(({ name, column }) => [name, column]));
  return datasetOf(inputs, table.n, (name) => {
    const column = columns.get(name);
    if (!column) throw new BenchsideError('use.missingColumn', { name });
    if (column.kind === 'num')
      return Array.from(column.v, (value) => (Number.isNaN(value) ? '' : String(value)));
    return Array.from(column.codes, (code) => (code < 0 ? '' : column.dict[code]));
  });
}

/** Columns with levels that the model has never seen, and in how many rows: it takes them for none of its levels. */
export function unknownLevels(inputs: InputColumn[], data: Dataset): { name: string; rows: number }[] {
  return inputs.flatMap(({ name, levels }) => {
    const column = data.cols.get(name);
    if (!levels || (column?.kind !== 'cat' && column?.kind !== 'multi')) return [];
    const unknown = (code: number) => code >= levels.length;
    let rows = 0;
    for (let row = 0; row < data.n; row++) {
      const [from, to] =
        column.kind === 'cat' ? [row, row + 1] : [column.offsets[row], column.offsets[row + 1]];
      if (column.codes.subarray(from, to).some(unknown)) rows++;
    }
    return rows > 0 ? [{ name, rows }] : [];
  });
}

function datasetOf(inputs: InputColumn[], n: number, cellsOf: (name: string) => string[]): Dataset {
  const cols = new Map<string, Column>();
  for (const input of inputs) cols.set(input.name, columnOf(input, cellsOf(input.name)));
  return { n, cols, unit: Int32Array.from({ length: n }, (_, i) => i) };
}

function columnOf(input: InputColumn, cells: string[]): Column {
  const dictionary = new Dictionary(input.levels ?? []);
  if (input.type === 'multi') {
    const separator = input.separator ?? ';';
    const spans = cells.map((text) =>
      text
        .split(separator)
        .map((value) => dictionary.code(value))
        .filter((code) => code >= 0),
    );
    const offsets = new Uint32Array(cells.length + 1);
    spans.forEach((span, i) => {
      offsets[i + 1] = offsets[i] + span.length;
    });
    return { kind: 'multi', codes: Int32Array.from(spans.flat()), offsets, dict: dictionary.levels };
  }
  if (input.levels) {
    const codes = Int32Array.from(cells, (text) => dictionary.code(text));
    return { kind: 'cat', codes, dict: dictionary.levels };
  }
  if (input.type === 'text') return textsOf(cells);
  if (input.type === 'date')
    return { kind: 'date', v: Float64Array.from(cells, (text) => parseDate(text, input.dayFirst ?? false)) };
  return { kind: 'num', v: Float64Array.from(cells, (text, i) => numberOf(text, input.name, i + 1)) };
}

function textsOf(cells: string[]): Column {
  const dictionary = new Dictionary([]);
  return {
    kind: 'text',
    codes: Int32Array.from(cells, (text) => dictionary.code(text)),
    dict: dictionary.levels,
  };
}

function numberOf(text: string, name: string, row: number): number {
  if (isMissing(text)) return Number.NaN;
  const value = Number(text);
  // 1e999, hexadecimal and the word Infinity are no measurements.
  if (!Number.isFinite(value) || !/^[\s\d.eE+-]+$/.test(text))
    throw new BenchsideError('use.badNumber', { name, row });
  return value;
}

/** Levels by text; those never seen get codes after the known ones, and encodings then leave them out. */
class Dictionary {
  readonly levels: string[];
  private readonly codes = new Map<string, number>();

  constructor(levels: readonly string[]) {
    this.levels = [...levels];
    levels.forEach((level, code) => {
      const key = levelKey(level);
      if (!this.codes.has(key)) this.codes.set(key, code);
    });
    // Where two levels differ only in how a number is written, each keeps its own text.
    levels.forEach((level, code) => {
      this.codes.set(`=${level}`, code);
    });
  }

  code(text: string): number {
    const exact = this.codes.get(`=${text}`);
    if (exact !== undefined) return exact;
    const key = levelKey(text);
    const known = this.codes.get(key);
    if (known !== undefined) return known;
    if (isMissing(text)) return -1;
    this.codes.set(key, this.levels.length);
    return this.levels.push(text.trim()) - 1;
  }
}

/** `1`, `1.0` and ` 1` are one level; so are a text with and without blanks around it. */
function levelKey(text: string): string {
  const trimmed = text.trim();
  const value = trimmed === '' ? Number.NaN : Number(trimmed);
  return Number.isFinite(value) ? `#${value}` : `~${trimmed}`;
}
