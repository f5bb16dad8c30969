import { USUAL_MISSING } from '../data/cells';
import { ColumnBuilder } from '../data/column-builder';
import type { CatColumn, Column, Dataset, MultiColumn, ReadColumn, Table } from '../data/dataset';
import { cellKey, decideMissing } from '../data/missing-cells';
import { pairNames } from '../data/pair';
import { typedColumns } from '../data/typed-column';
import { BenchsideError } from '../study/errors';
import type { ColumnPlan } from '../study/schema';
import type { InputColumn } from './predictor';
import { seenRange } from './seen-range';

const namesOf = (columns: readonly { name: string }[]) => new Set(columns.map(({ name }) => name));

/**
 * Features as the form and the rows to come need them: how their cells are read, levels and ranges of the development
 * rows given. Columns of any other role are left out, so that no cell of theirs enters a bundle.
 */
export function inputColumns(data: Dataset, plans: ColumnPlan[]): InputColumn[] {
  const features = plans.filter(({ role }) => role === 'feature');
  return features.flatMap(({ name, type, separator, order, missing, same, dateOrder, decimal, unit }) => {
    const given = {
      separator,
      missing,
      same,
      dateOrder,
      decimal,
      unit,
      ...(type === 'ordinal' && { order }),
    };
    const reading = Object.entries(given).filter(([, value]) => value !== undefined);
    const about: InputColumn = { name, type, ...Object.fromEntries(reading) };
    if (type === 'pair') {
      const [range, second] = pairNames(name, namesOf(features)).map((of) =>
        seenRange(data.cols.get(of), data.unit),
      );
      return data.cols.has(pairNames(name, namesOf(features))[0])
        ? [{ ...about, ...(range && { range }), ...(second && { second }) }]
        : [];
    }
    const column = data.cols.get(name);
    if (!column) return [];
    if (column.kind === 'cat' || column.kind === 'multi') return [{ ...about, levels: levelsOf(column) }];
    const range = seenRange(column, data.unit);
    return [range ? { ...about, range } : about];
  });
}

/** Levels that occur, in the order of the dictionary. */
function levelsOf({ codes, dict }: CatColumn | MultiColumn): string[] {
  const seen = new Set(codes);
  return dict.filter((_, code) => seen.has(code));
}

/** Rows to come, with what was found of each input's cells: rows by their number, ascending. */
export interface NewRows extends Dataset {
  /** Rows whose cell is no value of the column's type, and so counts as missing. */
  unread: Map<string, Uint32Array>;
  /** Rows without a value, the unread ones too. */
  missing: Map<string, Uint32Array>;
}

/** Rows of a table in which something holds for an input. */
export interface RowsOf {
  name: string;
  /** From 0, ascending. */
  rows: Uint32Array;
}

/** Rows as typed into the form; a cell that is not there is missing. Throws `use.badNumber` with the row, 1-based. */
export const datasetFromRows = (inputs: InputColumn[], rows: Record<string, string>[]): NewRows =>
  datasetOf(inputs, rows.length, true, ({ name, decimal }) =>
    columnOfTexts(
      rows.map((row) => (Object.hasOwn(row, name) ? row[name] : '')),
      decimal === 'comma',
    ),
  );

/**
 * The inputs' columns of a table, in any order and among others, read as at training: a cell that is no number where
 * one is wanted is missing and counted. Levels are matched by their text (`1` and `1.0` are the same). Throws
 * `use.missingColumn`.
 */
export function datasetFromTable(inputs: InputColumn[], table: Table): NewRows {
  const columns = new Map(table.columns.map((read) => [read.name, read]));
  return datasetOf(inputs, table.n, false, ({ name }) => {
    const read = columns.get(name);
    if (!read) throw new BenchsideError('use.missingColumn', { name });
    return read;
  });
}

/** Cells as the reader of a file takes them. */
function columnOfTexts(texts: string[], decimalComma: boolean): Omit<ReadColumn, 'name'> {
  const builder = new ColumnBuilder(decimalComma);
  const encoder = new TextEncoder();
  for (const text of texts) {
    const bytes = encoder.encode(text.trim());
    builder.push(bytes, 0, bytes.length);
  }
  return builder.finish();
}

/**
 * Columns with levels that the model has never seen, or with what is no value of theirs: it takes the first for none
 * of its levels, the second for missing.
 */
export function unknownLevels(inputs: InputColumn[], data: NewRows): RowsOf[] {
  return inputs.flatMap(({ name, levels }) => {
    const column = data.cols.get(name);
    const unread = data.unread.get(name);
    if (unread) return [{ name, rows: unread }];
    if (!levels || (column?.kind !== 'cat' && column?.kind !== 'multi')) return [];
    const isUnknown = (row: number) => {
      const [from, to] =
        column.kind === 'cat' ? [row, row + 1] : [column.offsets[row], column.offsets[row + 1]];
      for (let i = from; i < to; i++) if (column.codes[i] >= levels.length) return true;
      return false;
    };
    return rowsWhere(data.n, name, isUnknown);
  });
}

/** The rows, as a list of none or one. */
export function rowsWhere(n: number, name: string, holds: (row: number) => boolean): RowsOf[] {
  const rows: number[] = [];
  for (let row = 0; row < n; row++) if (holds(row)) rows.push(row);
  return rows.length > 0 ? [{ name, rows: Uint32Array.from(rows) }] : [];
}

function datasetOf(
  inputs: InputColumn[],
  n: number,
  strict: boolean,
  readOf: (input: InputColumn) => Omit<ReadColumn, 'name'>,
): NewRows {
  const cols = new Map<string, Column>();
  const unread = new Map<string, Uint32Array>();
  const missing = new Map<string, Uint32Array>();
  const names = namesOf(inputs);
  for (const input of inputs) {
    const column = decideMissing(readOf(input), missingOf(input));
    const filled = (row: number) =>
      column.kind === 'num' ? !Number.isNaN(column.v[row]) : column.codes[row] >= 0;
    // The order's levels that no development row had are as unknown as any other.
    const type = input.type === 'ordinal' ? 'nominal' : input.type;
    const made = typedColumns({ column }, { ...input, type, missing: undefined }, names).map(
      ([name, typed]) => [name, input.levels ? underLevels(typed, input) : typed] as const,
    );
    for (const [name, typed] of made) cols.set(name, typed);
    const holds = (row: number) => made.some(([, typed]) => holdsValue(typed, row));
    const [notRead] = rowsWhere(n, input.name, (row) => filled(row) && !holds(row));
    if (notRead && strict && wantsNumber(input))
      throw new BenchsideError('use.badNumber', { name: input.name, row: notRead.rows[0] + 1 });
    if (notRead) unread.set(input.name, notRead.rows);
    const [without] = rowsWhere(n, input.name, (row) => !filled(row) || !holds(row));
    if (without) missing.set(input.name, without.rows);
  }
  return { n, cols, unit: Int32Array.from({ length: n }, (_, i) => i), unread, missing };
}

const wantsNumber = ({ type, levels }: InputColumn): boolean =>
  levels === undefined && type !== 'text' && type !== 'date';

function holdsValue(column: Column, row: number): boolean {
  if (column.kind === 'num' || column.kind === 'date') return !Number.isNaN(column.v[row]);
  // A list may be of nothing but separators: nothing is named, which is a value.
  return column.kind === 'multi' || column.codes[row] >= 0;
}

/** What stands for missing; never what the development data had as a level. */
function missingOf({ missing, levels }: InputColumn): readonly string[] | undefined {
  const known = new Set(levels?.map(cellKey));
  const usual = missing ?? USUAL_MISSING;
  return usual.some((text) => known.has(cellKey(text)))
    ? usual.filter((text) => !known.has(cellKey(text)))
    : missing;
}

/** A column's codes under the model's levels; those never seen come after, or are missing where levels have an order. */
function underLevels(column: Column, { levels = [], type }: InputColumn): Column {
  if (column.kind !== 'cat' && column.kind !== 'multi') return column;
  const dictionary = new Dictionary(levels);
  const place = column.dict.map((level) => dictionary.code(level));
  if (type === 'ordinal' && column.kind === 'cat') {
    const codes = column.codes.map((code) => (code < 0 || place[code] >= levels.length ? -1 : place[code]));
    return { kind: 'cat', codes, dict: [...levels], ordered: true };
  }
  const codes = column.codes.map((code) => (code < 0 ? -1 : place[code]));
  return { ...column, codes, dict: dictionary.levels };
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
