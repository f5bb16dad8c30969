import { invertPositive } from './invert';

/**
 * Ridge regressions that fill standardized columns from each other, in the order in which they run: the column
 * filled, its intercept, and a coefficient a column (0 at its own place).
 */
export type Chain = [column: number, intercept: number, coefficients: number[]][];
type Limits = readonly (readonly [low: number, high: number])[];

/** The share of the largest value that a round may change before it is the last: scikit-learn's `tol`. */
const TOLERANCE = 1e-3;

function gapsOf(v: Float64Array): Uint32Array {
  const rows: number[] = [];
  for (let i = 0; i < v.length; i++) if (Number.isNaN(v[i])) rows.push(i);
  return Uint32Array.from(rows);
}

const clip = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(high, Math.max(low, value));

/** Fills the given rows of one column by its regression on the others. */
function predict(columns: readonly Float64Array[], limits: Limits, rows: Uint32Array, link: Chain[number]) {
  const [target, intercept, coefficients] = link;
  const made = new Float64Array(rows.length).fill(intercept);
  columns.forEach((column, j) => {
    const weight = coefficients[j];
    if (weight !== 0) for (let k = 0; k < rows.length; k++) made[k] += weight * column[rows[k]];
  });
  for (let k = 0; k < rows.length; k++) columns[target][rows[k]] = clip(made[k], limits[target]);
}

/** Fills the gaps (NaN) of standardized columns in place, each row by itself. */
export function fillByChain(columns: readonly Float64Array[], limits: Limits, chain: Chain): void {
  const gaps = columns.map(gapsOf);
  fillWithMeans(columns, gaps);
  for (const link of chain) if (gaps[link[0]].length > 0) predict(columns, limits, gaps[link[0]], link);
}

const fillWithMeans = (columns: readonly Float64Array[], gaps: readonly Uint32Array[]) =>
  columns.forEach((column, j) => {
    for (const row of gaps[j]) column[row] = 0;
  });

/** Products of column `a` with column `b`, or its sum where `b` is null, over the given rows or all. */
function product(a: Float64Array, b: Float64Array | null, rows?: Uint32Array): number {
  let sum = 0;
  if (rows) for (const row of rows) sum += b ? a[row] * b[row] : a[row];
  else for (let i = 0; i < a.length; i++) sum += b ? a[i] * b[i] : a[i];
  return sum;
}

/** Sums and sums of products of all columns, [p, p + 1] with the sums last; kept up to date as columns change. */
class Moments {
  private readonly all: Float64Array;
  private readonly p: number;

  constructor(private readonly columns: readonly Float64Array[]) {
    this.p = columns.length;
    this.all = new Float64Array(this.p * (this.p + 1));
    for (let j = 0; j < this.p; j++) this.changed(j);
  }

  changed(j: number): void {
    const { all, columns, p } = this;
    for (let k = 0; k < p; k++) {
      const sum = product(columns[j], columns[k]);
      all[j * (p + 1) + k] = sum;
      all[k * (p + 1) + j] = sum;
    }
    all[j * (p + 1) + p] = product(columns[j], null);
  }

  /** Means [p], and the inverse [p, p] of the centred products plus `penalty` on the diagonal, without some rows. */
  inverseWithout(rows: Uint32Array, penalty: number): { means: Float64Array; inverse: Float64Array } {
    const { all, columns, p } = this;
    const left = columns[0].length - rows.length;
    const means = new Float64Array(p);
    for (let j = 0; j < p; j++) means[j] = (all[j * (p + 1) + p] - product(columns[j], null, rows)) / left;
    const matrix = new Float64Array(p * p);
    for (let j = 0; j < p; j++)
      for (let k = 0; k <= j; k++) {
        const sum = all[j * (p + 1) + k] - (rows.length ? product(columns[j], columns[k], rows) : 0);
        const centred = sum - left * means[j] * means[k];
        matrix[j * p + k] = centred;
        matrix[k * p + j] = centred;
      }
    for (let j = 0; j < p; j++) matrix[j * p + j] += penalty;
    return { means, inverse: invertPositive(matrix, p) };
  }
}

/**
 * The ridge regression of column `j` on all others, read from the inverse of all columns' products: a row of that
 * inverse over its diagonal is the negative coefficients.
 */
function regression(j: number, { means, inverse }: ReturnType<Moments['inverseWithout']>): Chain[number] {
  const p = means.length;
  const coefficients: number[] = [];
  let intercept = means[j];
  for (let k = 0; k < p; k++) {
    coefficients.push(k === j ? 0 : 0 - inverse[j * p + k] / inverse[j * p + j]);
    intercept -= coefficients[k] * means[k];
  }
  return [j, intercept, coefficients];
}

/** Fits the regressions; the columns (standardized, NaN in the gaps) come back filled. */
export function fitChain(
  columns: readonly Float64Array[],
  limits: Limits,
  maxRounds: number,
  penalty: number,
): Chain {
  const gaps = columns.map(gapsOf);
  const order = [...columns.keys()].sort((a, b) => gaps[a].length - gaps[b].length || a - b);
  const n = columns[0]?.length ?? 0;
  const largest = columns.reduce((most, column) => {
    for (const value of column) if (Math.abs(value) > most) most = Math.abs(value);
    return most;
  }, 0);
  fillWithMeans(columns, gaps);
  const moments = new Moments(columns);
  const chain: Chain = [];
  for (let round = 0; round < maxRounds; round++) {
    const change = new Float64Array(n);
    // Complete columns come first and change nothing: they share one inverse.
    let shared: ReturnType<Moments['inverseWithout']> | null = null;
    for (const j of order) {
      const rows = gaps[j];
      if (rows.length === n) {
        chain.push([j, 0, columns.map(() => 0)]);
        continue;
      }
      if (rows.length === 0) {
        shared ??= moments.inverseWithout(rows, penalty);
        chain.push(regression(j, shared));
        continue;
      }
      const link = regression(j, moments.inverseWithout(rows, penalty));
      chain.push(link);
      const before = Float64Array.from(rows, (row) => columns[j][row]);
      predict(columns, limits, rows, link);
      rows.forEach((row, k) => {
        change[row] += Math.abs(columns[j][row] - before[k]);
      });
      moments.changed(j);
    }
    if (change.reduce((most, value) => Math.max(most, value), 0) < TOLERANCE * largest) break;
  }
  return chain;
}
