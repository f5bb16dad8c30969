import { chiSquareTail, fTail } from '../../evaluate/distributions';
import { cholesky, inverseOf } from '../../evaluate/symmetric';
import type { Coefficient } from '../../study/results/association';

/** Rows of a regression: [n, p] row-major without the intercept, and the outcome. */
export interface Rows {
  n: number;
  p: number;
  x: Float64Array;
  y: Float64Array;
  /** Patient of each row; null where none has several. */
  cluster: Int32Array | null;
}

/** A column that others make up, or that is constant, has null. */
export interface Fitted {
  coefficients: (Coefficient | null)[];
  firth: boolean;
}

export const NORMAL_975 = 1.959963984540054;

/** Columns centred and scaled, with the intercept first; only those that no earlier ones make up. */
export interface Design {
  n: number;
  /** Columns kept, and the intercept. */
  q: number;
  /** [n, q] row-major. */
  z: Float64Array;
  /** Column of `x` of each but the first. */
  of: number[];
  /** What a coefficient is divided by to be a unit's. */
  sd: number[];
}

/** A column whose rest, after the earlier ones are taken out, is smaller than this share of it adds nothing. */
const ALIASED = 1e-7;

export function designOf({ n, p, x }: Rows): Design {
  const basis: Float64Array[] = [];
  const columns: Float64Array[] = [];
  const of: number[] = [];
  const sd: number[] = [];
  for (let j = 0; j < p; j++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += x[i * p + j] / n;
    let squares = 0;
    const column = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      column[i] = x[i * p + j] - mean;
      squares += column[i] ** 2;
    }
    const scale = Math.sqrt(squares / n);
    if (!(scale > 1e-12 * Math.max(1, Math.abs(mean)))) continue;
    for (let i = 0; i < n; i++) column[i] /= scale;
    // Twice, so that rounding leaves nothing of the earlier ones (Giraud et al. 2005).
    const rest = column.slice();
    for (let again = 0; again < 2; again++)
      for (const direction of basis) {
        let along = 0;
        for (let i = 0; i < n; i++) along += direction[i] * rest[i];
        for (let i = 0; i < n; i++) rest[i] -= along * direction[i];
      }
    const size = Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
    if (size < ALIASED * Math.sqrt(n)) continue;
    basis.push(rest.map((value) => value / size));
    columns.push(column);
    of.push(j);
    sd.push(scale);
  }
  const q = columns.length + 1;
  const z = new Float64Array(n * q);
  for (let i = 0; i < n; i++) {
    z[i * q] = 1;
    columns.forEach((column, k) => {
      z[i * q + k + 1] = column[i];
    });
  }
  return { n, q, z, of, sd };
}

/** Z' diag(w) Z. */
export function information({ n, q, z }: Design, w: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(q * q);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < q; a++) {
      const wa = w[i] * z[i * q + a];
      if (wa !== 0) for (let b = 0; b <= a; b++) sum[a * q + b] += wa * z[i * q + b];
    }
  for (let a = 0; a < q; a++) for (let b = 0; b < a; b++) sum[b * q + a] = sum[a * q + b];
  return sum;
}

/**
 * The sandwich of patients (Liang & Zeger 1986): bread times the sum over patients of their scores' outer products,
 * with the correction of Stata and statsmodels, G / (G - 1) (n - 1) / (n - q).
 */
export function sandwich(
  { n, q, z }: Design,
  bread: Float64Array,
  residual: ArrayLike<number>,
  cluster: Int32Array,
): { covariance: Float64Array; clusters: number } {
  const scores = new Map<number, Float64Array>();
  for (let i = 0; i < n; i++) {
    const score = scores.get(cluster[i]) ?? new Float64Array(q);
    for (let a = 0; a < q; a++) score[a] += z[i * q + a] * residual[i];
    scores.set(cluster[i], score);
  }
  const g = scores.size;
  const correction = (g / (g - 1)) * ((n - 1) / (n - q));
  const covariance = new Float64Array(q * q);
  for (const score of scores.values()) {
    const turned = Float64Array.from({ length: q }, (_, a) =>
      score.reduce((sum, value, b) => sum + bread[a * q + b] * value, 0),
    );
    for (let a = 0; a < q; a++)
      for (let b = 0; b < q; b++) covariance[a * q + b] += correction * turned[a] * turned[b];
  }
  return { covariance, clusters: g };
}

/** Wald's limits and p; by Student's t where there are degrees of freedom. */
export function wald(beta: number, se: number, df: number | null): Omit<Coefficient, 'firth'> {
  if (!(se > 0 && Number.isFinite(se))) return { beta, low: null, high: null, p: null };
  const squared = (beta / se) ** 2;
  const wide = (df === null ? NORMAL_975 : tQuantile975(df)) * se;
  const p = df === null ? chiSquareTail(squared, 1) : fTail(squared, 1, df);
  return { beta, low: beta - wide, high: beta + wide, p };
}

/** The 97.5th percentile of Student's t, by halving. */
export function tQuantile975(df: number): number {
  let [low, high] = [0, 1000];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (fTail(middle ** 2, 1, df) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Coefficients a unit of `x`, in the order of its columns. */
export function unscaled(
  { p }: Rows,
  { of, sd }: Design,
  scaled: (at: number) => Coefficient,
): (Coefficient | null)[] {
  const all = new Array<Coefficient | null>(p).fill(null);
  of.forEach((column, k) => {
    const found = scaled(k + 1);
    const by = (value: number | null) => (value === null ? null : value / sd[k]);
    all[column] = { ...found, beta: found.beta / sd[k], low: by(found.low), high: by(found.high) };
  });
  return all;
}

/** Ordinary least squares. Null where there are no more rows than coefficients. */
export function fitLinear(rows: Rows): Fitted | null {
  const design = designOf(rows);
  const { n, q, z } = design;
  const factor = n > q ? cholesky(information(design, new Float64Array(n).fill(1)), q) : null;
  if (!factor) return null;
  const bread = inverseOf(factor, q);
  const right = new Float64Array(q);
  for (let i = 0; i < n; i++) for (let a = 0; a < q; a++) right[a] += z[i * q + a] * rows.y[i];
  const beta = Float64Array.from({ length: q }, (_, a) =>
    right.reduce((sum, value, b) => sum + bread[a * q + b] * value, 0),
  );
  const residual = Float64Array.from({ length: n }, (_, i) => {
    let sum = rows.y[i];
    for (let a = 0; a < q; a++) sum -= z[i * q + a] * beta[a];
    return sum;
  });
  const variance = residual.reduce((sum, value) => sum + value * value, 0) / (n - q);
  const robust = rows.cluster && sandwich(design, bread, residual, rows.cluster);
  const covariance = robust?.covariance ?? bread.map((value) => value * variance);
  const df = robust ? robust.clusters - 1 : n - q;
  return {
    firth: false,
    coefficients: unscaled(rows, design, (a) => wald(beta[a], Math.sqrt(covariance[a * q + a]), df)),
  };
}
