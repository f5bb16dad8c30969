import type { Column } from '../data/dataset';
import type { FeatureBin } from '../study/results/explanation';

/** Fewer patients than this are not told apart. */
export const FEWEST = 5;

/** About so many bins of a number; more levels than `LEVELS` of a category share one bin. */
const BINS = 10;
const LEVELS = 12;

export type FeatureKind = 'number' | 'date' | 'category' | 'list' | 'text';

export const kindOf = ({ kind }: Column): FeatureKind =>
  kind === 'num' ? 'number' : kind === 'cat' ? 'category' : kind === 'multi' ? 'list' : kind;

/** Bins of a column's cells, and the bin of each row; -1: with too few others to be shown. */
export interface Binned {
  bins: FeatureBin[];
  of: Int32Array;
}

/**
 * Cells that are alike, at least `FEWEST` rows in a bin (one row a patient): neighbouring numbers, single levels with
 * the rare ones together, lists by how many entries they hold, and what is missing. Text is told apart by being there.
 */
export function featureBins(column: Column, rows: ArrayLike<number>): Binned {
  switch (column.kind) {
    case 'num':
    case 'date':
      return binsOfNumbers(Float64Array.from(rows, (row) => column.v[row]));
    case 'cat': {
      const order = column.ordered ? 'kept' : 'common';
      return binsOfLevels(
        Int32Array.from(rows, (row) => column.codes[row]),
        column.dict,
        order,
      );
    }
    case 'multi':
      return binsOfNumbers(Float64Array.from(rows, (row) => column.offsets[row + 1] - column.offsets[row]));
    case 'text':
      return binsOfLevels(
        Int32Array.from(rows, (row) => Math.min(0, column.codes[row])),
        [''],
        'kept',
      );
  }
}

function binsOfNumbers(values: Float64Array): Binned {
  const order = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  order.sort((a, b) => values[a] - values[b]);
  const size = Math.max(FEWEST, Math.ceil(order.length / BINS));
  const groups: number[][] = [];
  let current: number[] = [];
  order.forEach((i, place) => {
    current.push(i);
    const next = order[place + 1];
    // Equal numbers stay together.
    if (current.length >= size && (next === undefined || values[next] !== values[i])) {
      groups.push(current);
      current = [];
    }
  });
  if (current.length >= FEWEST) groups.push(current);
  else if (groups.length > 0) groups[groups.length - 1].push(...current);
  const of = new Int32Array(values.length).fill(-1);
  const bins = groups.map((group, bin): FeatureBin => {
    for (const i of group) of[i] = bin;
    return { n: group.length, at: group.reduce((sum, i) => sum + values[i], 0) / group.length };
  });
  return withMissing({ bins, of }, (i) => Number.isNaN(values[i]));
}

function binsOfLevels(codes: Int32Array, dict: readonly string[], order: 'kept' | 'common'): Binned {
  const counts = new Uint32Array(dict.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const levels = Array.from(counts.keys()).filter((code) => counts[code] > 0);
  const byCount = [...levels].sort((a, b) => counts[b] - counts[a] || a - b);
  const own = new Set(byCount.slice(0, LEVELS).filter((code) => counts[code] >= FEWEST));
  const shown = (order === 'kept' ? levels : byCount).filter((code) => own.has(code));
  const place = new Map(shown.map((code, bin) => [code, bin]));
  const bins: FeatureBin[] = shown.map((code) => ({ n: counts[code], level: dict[code] }));
  const rare = levels.filter((code) => !own.has(code));
  const n = rare.reduce((sum, code) => sum + counts[code], 0);
  if (n >= FEWEST) {
    for (const code of rare) place.set(code, bins.length);
    bins.push({ n, others: rare.length });
  }
  const of = Int32Array.from(codes, (code) => place.get(code) ?? -1);
  return withMissing({ bins, of }, (i) => codes[i] < 0);
}

function withMissing({ bins, of }: Binned, missing: (i: number) => boolean): Binned {
  const rows = Array.from(of.keys()).filter(missing);
  if (rows.length < FEWEST) return { bins, of };
  for (const i of rows) of[i] = bins.length;
  return { bins: [...bins, { n: rows.length, missing: true }], of };
}
