import type { Column, Dataset, Target } from '../data/dataset';
import { momentsOf } from './table-one/moments';

/** Aggregates of one column's development rows. Nothing in it tells fewer than five patients apart. */
export interface DevelopmentColumn {
  name: string;
  /** Share of rows without a value; null where that is true of one to four patients. */
  missing: number | null;
  /** Of numbers: how many, and how they are spread. */
  numbers?: { n: number; mean: number; sd: number };
  /** Numbers at equal steps of their ranks, ascending, with at least five of them between two; absent where few. */
  quantiles?: number[];
  /** Of levels, in the order of the model's: share of the rows with a value; null where one to four patients have it. */
  shares?: (number | null)[];
}

/** What a frozen model says of the rows it was developed on, so that others can be compared with them elsewhere. */
export interface Development {
  rows: number;
  /** SHA-256 of its data. */
  sha256: string;
  columns: DevelopmentColumn[];
  /** The outcome, by the classes of the task where it has any. */
  outcome: DevelopmentColumn;
}

/** A group smaller than this could be somebody. */
const FEWEST = 5;
const STEPS = 10;

type Units = Int32Array;

const isMissing = (column: Column, row: number): boolean => {
  if (column.kind === 'num' || column.kind === 'date') return Number.isNaN(column.v[row]);
  return column.kind === 'multi' ? column.offsets[row] === column.offsets[row + 1] : column.codes[row] < 0;
};

function ofFewPatients(rows: number[], unit: Units): boolean {
  const seen = new Set<number>();
  return !rows.some((row) => seen.add(unit[row]).size >= FEWEST);
}

/** The share of `of` rows that these are; null where they belong to one to four patients. */
function shareOf(rows: number[], of: number, unit: Units): number | null {
  if (of === 0 || rows.length === 0) return 0;
  return ofFewPatients(rows, unit) ? null : rows.length / of;
}

function numbersOf(name: string, v: Float64Array, missing: number | null): DevelopmentColumn {
  const sorted = v.filter((value) => !Number.isNaN(value)).sort();
  const { n, mean, sd } = momentsOf(sorted);
  const steps = Math.min(STEPS, Math.floor(n / FEWEST));
  return {
    name,
    missing,
    ...(n > 1 && { numbers: { n, mean, sd } }),
    ...(steps >= 2 && {
      quantiles: Array.from({ length: steps + 1 }, (_, i) => sorted[Math.round(((n - 1) * i) / steps)]),
    }),
  };
}

/** Rows of each code; `levels`: how many codes there are. */
function rowsByCode(column: Column, n: number, levels: number): number[][] {
  const rows = Array.from({ length: levels }, (): number[] => []);
  if (column.kind !== 'cat' && column.kind !== 'multi') return rows;
  for (let row = 0; row < n; row++) {
    const [from, to] =
      column.kind === 'cat' ? [row, row + 1] : [column.offsets[row], column.offsets[row + 1]];
    for (let at = from; at < to; at++) {
      const code = column.codes[at];
      if (code >= 0 && code < levels) rows[code].push(row);
    }
  }
  return rows;
}

function summary(name: string, column: Column, n: number, unit: Units): DevelopmentColumn {
  const gaps = Array.from({ length: n }, (_, row) => row).filter((row) => isMissing(column, row));
  const missing = shareOf(gaps, n, unit);
  if (column.kind === 'num') return numbersOf(name, column.v, missing);
  if (column.kind === 'date' || column.kind === 'text') return { name, missing };
  const of = column.kind === 'cat' ? n - gaps.length : n;
  const shares = rowsByCode(column, n, column.dict.length).map((rows) => shareOf(rows, of, unit));
  return { name, missing, shares };
}

/** `data`: the development rows under the vocabulary of the model; `target` of the same rows. */
export function developmentOf(data: Dataset, target: Target, sha256: string): Development {
  const outcome: Column =
    target.kind === 'regression'
      ? { kind: 'num', v: target.y }
      : {
          kind: 'cat',
          codes: Int32Array.from(target.y, (y) => (Number.isNaN(y) ? -1 : y)),
          dict: target.classes,
        };
  return {
    rows: data.n,
    sha256,
    columns: [...data.cols].map(([name, column]) => summary(name, column, data.n, data.unit)),
    outcome: summary('', outcome, data.n, data.unit),
  };
}
