import { BenchsideError } from '../../study/errors';
import type { SourcePlan } from '../../study/schema';
import type { CatColumn, Gaps, NumColumn, ReadColumn, Table } from '../dataset';
import { asCategories, asNumbers } from '../typed-column';

type Read = NumColumn | CatColumn;
type Mapping = SourcePlan['columns'][number];

/** A hospital's column in common units and levels. A level mapped to nothing is missing. */
function converted(column: Read, { levels, unit }: Mapping): Read {
  if (unit) {
    const v = asNumbers(column).v.map((value) => value * unit.factor + unit.offset);
    return { kind: 'num', v };
  }
  if (!levels) return column;
  const { codes, dict } = asCategories(column);
  const places = new Map<string, number>();
  const place = dict.map((own) => {
    const text = Object.hasOwn(levels, own) ? levels[own] : own;
    if (text === '') return -1;
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  });
  const coded = codes.map((code) => (code < 0 ? -1 : place[code]));
  // Codes mapped to codes stay numbers, as a hospital's without a mapping are.
  const common = [...places.keys()];
  const numbers = common.map((text) => (String(Number(text)) === text ? Number(text) : Number.NaN));
  if (column.kind === 'num' && numbers.every(Number.isFinite))
    return { kind: 'num', v: Float64Array.from(coded, (code) => (code < 0 ? Number.NaN : numbers[code])) };
  return { kind: 'cat', codes: coded, dict: common };
}

/** One hospital's table under its plan: common names, units and levels. Throws `use.missingColumn`. */
export function convertSource(table: Table, { columns }: Pick<SourcePlan, 'columns'>): Table {
  const own = new Map(table.columns.map((c) => [c.name, c]));
  return {
    n: table.n,
    columns: columns.map((plan) => {
      const read = own.get(plan.from);
      if (!read) throw new BenchsideError('use.missingColumn', { name: plan.from });
      const column = converted(read.column, plan);
      // A token is a cell of the hospital's own: after a mapping it is no value any more.
      const gaps = plan.unit || plan.levels ? undefined : read.gaps;
      return { name: plan.to, column, ...(gaps && { gaps }) };
    }),
  };
}

interface Piece {
  from: number;
  n: number;
  read: ReadColumn | undefined;
}

const allMissing = ({ read }: Piece): boolean =>
  !read || (read.column.kind === 'cat' && read.column.dict.length === 0);

function stackNumbers(pieces: Piece[], n: number): NumColumn {
  const v = new Float64Array(n).fill(Number.NaN);
  for (const { from, read } of pieces) if (read?.column.kind === 'num') v.set(read.column.v, from);
  return { kind: 'num', v };
}

function stackTexts(pieces: Piece[], n: number): CatColumn {
  const codes = new Int32Array(n).fill(-1);
  const places = new Map<string, number>();
  for (const { from, read } of pieces) {
    if (!read) continue;
    const own = asCategories(read.column);
    const place = own.dict.map((text) => {
      const known = places.get(text) ?? places.size;
      places.set(text, known);
      return known;
    });
    for (let i = 0; i < own.codes.length; i++) if (own.codes[i] >= 0) codes[from + i] = place[own.codes[i]];
  }
  return { kind: 'cat', codes, dict: [...places.keys()] };
}

function stackGaps(pieces: Piece[], n: number): Gaps | undefined {
  if (!pieces.some(({ read }) => read?.gaps)) return undefined;
  const codes = new Uint8Array(n);
  const tokens: string[] = [];
  for (const { from, read } of pieces) {
    if (!read?.gaps) continue;
    const place = read.gaps.tokens.map((token) => {
      if (!tokens.includes(token)) tokens.push(token);
      return tokens.indexOf(token) + 1;
    });
    // A code is a byte: tokens beyond are blanks like any other.
    read.gaps.codes.forEach((code, i) => {
      if (code > 0 && place[code - 1] < 256) codes[from + i] = place[code - 1];
    });
  }
  return { tokens: tokens.slice(0, 255), codes };
}

/** The site column's name in a table of these columns. */
export function siteColumnName(names: readonly string[]): string {
  const taken = new Set(names);
  for (let i = 1; ; i++) {
    const name = i === 1 ? 'site' : `site (${i})`;
    if (!taken.has(name)) return name;
  }
}

/**
 * Several hospitals' tables as one: rows in the order of the sources, columns by their common names in order of
 * first appearance, a column that a hospital has not is missing there. The first column is the site. A column is
 * numbers where it is in every hospital, else texts. Throws `use.missingColumn`, `sites.columnTwice`.
 */
export function combine(tables: Table[], sources: SourcePlan[]): { table: Table; site: string } {
  const n = tables.reduce((sum, table) => sum + table.n, 0);
  const parts = sources.map((source, i) => {
    const names = source.columns.map((c) => c.to);
    const twice = names.find((name, at) => names.indexOf(name) < at);
    if (twice !== undefined)
      throw new BenchsideError('sites.columnTwice', { site: source.site, name: twice });
    return new Map(convertSource(tables[i], source).columns.map((c) => [c.name, c]));
  });
  const names = [...new Set(parts.flatMap((part) => [...part.keys()]))];
  const starts: number[] = [];
  tables.reduce((from, table, i) => {
    starts[i] = from;
    return from + table.n;
  }, 0);
  const columns = names.map((name): ReadColumn => {
    const pieces = parts.map((part, i) => ({ from: starts[i], n: tables[i].n, read: part.get(name) }));
    const numeric = pieces.some(({ read }) => read?.column.kind === 'num');
    const asNumber =
      numeric && pieces.every((piece) => allMissing(piece) || piece.read?.column.kind === 'num');
    const gaps = stackGaps(pieces, n);
    return {
      name,
      column: asNumber ? stackNumbers(pieces, n) : stackTexts(pieces, n),
      ...(gaps && { gaps }),
    };
  });
  const site = siteColumnName(names);
  const codes = new Int32Array(n);
  tables.forEach((table, i) => {
    codes.fill(i, starts[i], starts[i] + table.n);
  });
  const dict = sources.map((source) => source.site);
  return { table: { n, columns: [{ name: site, column: { kind: 'cat', codes, dict } }, ...columns] }, site };
}
