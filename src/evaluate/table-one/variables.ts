import type { CatColumn, DateColumn, MultiColumn, NumColumn } from '../../data/dataset';
import { isSkewed, type Moments, momentsOf } from './moments';
import { overPairs, smdOfLevels, smdOfMeans } from './smd';
import { FEWEST } from './suppress';
import { kruskalWallis, oneWayAnova, type TestResult, testOfLevels, welchAnova } from './tests';
import type { Cell, Difference, TableOneLine, TableOneOptions, TableOneVariable } from './types';

type Groups = readonly Uint32Array[];

/** Levels of their own line; the rarer ones share one. */
const MOST_LEVELS = 10;

const difference = (smd: number | null, tested: TestResult | null): Difference => ({
  smd,
  p: tested?.p ?? null,
  test: tested?.test ?? null,
});

const add = (rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => rows.reduce((sum, row) => sum + row[i], 0));

/** The values that are there, ascending. */
function valuesOf({ v }: NumColumn | DateColumn, rows: Uint32Array): Float64Array {
  const values = new Float64Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = v[rows[i]];
    if (Number.isFinite(value)) values[n++] = value;
  }
  return values.slice(0, n).sort();
}

const rowsIn = (groups: Groups): number => groups.reduce((sum, rows) => sum + rows.length, 0);
const valuesIn = (values: readonly Float64Array[]): number => values.reduce((sum, v) => sum + v.length, 0);

function together(values: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(valuesIn(values));
  let at = 0;
  for (const group of values) {
    all.set(group, at);
    at += group.length;
  }
  return all.sort();
}

/** Numbers: mean (SD), or median [IQR] where asked for or where they are skewed. */
export function numberVariable(
  name: string,
  column: NumColumn,
  groups: Groups,
  options: TableOneOptions,
): TableOneVariable {
  const values = groups.map((rows) => valuesOf(column, rows));
  const median = options.medians.includes(name) || (!options.means.includes(name) && isSkewed(values));
  const cell = ({ n, mean, sd, median: middle, q1, q3 }: Moments): Cell =>
    n === 0
      ? { kind: 'empty' }
      : options.suppress && n < FEWEST
        ? { kind: 'masked' }
        : median
          ? { kind: 'median', median: middle, q1, q3 }
          : { kind: 'mean', mean, sd };
  const all = together(values);
  const moments = values.map(momentsOf);
  const meanTest = options.meanTest === 'welch' ? welchAnova : oneWayAnova;
  const tested = !options.pValues ? null : median ? kruskalWallis(values) : meanTest(moments);
  return {
    name,
    kind: median ? 'median' : 'mean',
    numeric: true,
    whole: all.every(Number.isInteger),
    missing: rowsIn(groups) - all.length,
    lines: [{ level: null, cells: [momentsOf(all), ...moments].map(cell) }],
    others: 0,
    ...difference(overPairs(moments, smdOfMeans, options.smd), tested),
  };
}

/** Earliest and latest day; no difference is told of dates. */
export function dateVariable(name: string, column: DateColumn, groups: Groups): TableOneVariable {
  const values = groups.map((rows) => valuesOf(column, rows));
  const cell = (days: Float64Array): Cell =>
    days.length === 0 ? { kind: 'empty' } : { kind: 'dates', from: days[0], to: days[days.length - 1] };
  return {
    name,
    kind: 'dates',
    numeric: false,
    whole: true,
    missing: rowsIn(groups) - valuesIn(values),
    lines: [{ level: null, cells: [together(values), ...values].map(cell) }],
    others: 0,
    ...difference(null, null),
  };
}

const countCell = (n: number, total: number): Cell =>
  total === 0 ? { kind: 'empty' } : { kind: 'count', n, share: n / total };

/** The most frequent levels, in the order of the dictionary; how many others there are. */
function frequent(totals: readonly number[]): { kept: number[]; rest: number[] } {
  const used = totals.map((_, code) => code).filter((code) => totals[code] > 0);
  if (used.length <= MOST_LEVELS) return { kept: used, rest: [] };
  const byCount = [...used].sort((a, b) => totals[b] - totals[a] || a - b);
  const top = new Set(byCount.slice(0, MOST_LEVELS));
  return { kept: used.filter((code) => top.has(code)), rest: used.filter((code) => !top.has(code)) };
}

/** Categories: n (%) of those with a value. What is tested are the lines that are shown. */
export function levelVariable(
  name: string,
  { codes, dict }: CatColumn,
  groups: Groups,
  options: TableOneOptions,
): TableOneVariable {
  const counted = groups.map((rows) => {
    const counts = new Array<number>(dict.length).fill(0);
    for (let i = 0; i < rows.length; i++) if (codes[rows[i]] >= 0) counts[codes[rows[i]]]++;
    return counts;
  });
  const { kept, rest } = frequent(add(counted));
  const counts = counted.map((row) => [
    ...kept.map((code) => row[code]),
    ...(rest.length > 0 ? [rest.reduce((sum, code) => sum + row[code], 0)] : []),
  ]);
  const rows = [counts.length > 0 ? add(counts) : [], ...counts];
  const totals = rows.map((row) => row.reduce((sum, n) => sum + n, 0));
  const lines: TableOneLine[] = rows[0].map((_, level) => ({
    level: kept[level] === undefined ? null : dict[kept[level]],
    cells: rows.map((row, g) => countCell(row[level], totals[g])),
  }));
  return {
    name,
    kind: lines.length === 2 ? 'binary' : 'levels',
    numeric: false,
    whole: true,
    missing: rowsIn(groups) - totals[0],
    lines,
    others: rest.length,
    ...difference(overPairs(counts, smdOfLevels, options.smd), options.pValues ? testOfLevels(counts) : null),
  };
}

/** Columns of several values a cell: n (%) of all rows by item, and of the rows that name none. */
export function severalVariable(
  name: string,
  { codes, offsets, dict }: MultiColumn,
  groups: Groups,
  options: TableOneOptions,
): TableOneVariable {
  let blank = 0;
  const counted = groups.map((rows) => {
    const counts = new Array<number>(dict.length).fill(0);
    for (let i = 0; i < rows.length; i++) {
      const [from, to] = [offsets[rows[i]], offsets[rows[i] + 1]];
      if (from === to) blank++;
      for (let k = from; k < to; k++) counts[codes[k]]++;
    }
    return counts;
  });
  const { kept, rest } = frequent(add(counted));
  const lines = kept.map((code): TableOneLine => {
    const tables = groups.map((rows, g) => [rows.length - counted[g][code], counted[g][code]]);
    const cells = [add(tables), ...tables].map(([without, having]) => countCell(having, without + having));
    const tested = options.pValues ? testOfLevels(tables) : null;
    return {
      level: dict[code],
      cells,
      ...difference(overPairs(tables, smdOfLevels, options.smd), tested),
    };
  });
  return {
    name,
    kind: 'several',
    numeric: false,
    whole: true,
    missing: blank,
    lines,
    others: rest.length,
    ...difference(null, null),
  };
}
