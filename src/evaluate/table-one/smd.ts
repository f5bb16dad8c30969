import type { Moments } from './moments';

/**
 * Standardized mean difference of two groups, m2 - m1 over the root of the mean of their variances (Cohen's d as
 * in Austin 2009). Null where it cannot be told: an empty group, or constant and different values.
 */
export function smdOfMeans(one: Moments, other: Moments): number | null {
  if (one.n < 2 || other.n < 2) return null;
  const difference = other.mean - one.mean;
  const sd = Math.sqrt((one.sd ** 2 + other.sd ** 2) / 2);
  if (sd > 0) return difference / sd;
  return difference === 0 ? 0 : null;
}

/**
 * The same for a categorical variable (Yang & Dalton 2012, SAS Global Forum 335): the Mahalanobis distance of the
 * groups' shares of all levels but one, under the mean of their multinomial covariances. Counts by level; levels
 * that neither group has are left out. Null where a group is empty or the covariance is singular.
 */
export function smdOfLevels(one: readonly number[], other: readonly number[]): number | null {
  const shares = (counts: readonly number[]): number[] => {
    const total = counts.reduce((sum, n) => sum + n, 0);
    return counts.map((n) => n / total);
  };
  const [all1, all2] = [shares(one), shares(other)];
  if (Number.isNaN(all1[0] ?? Number.NaN) || Number.isNaN(all2[0])) return null;
  const used = all1.map((_, i) => i).filter((i) => one[i] + other[i] > 0);
  const [p1, p2] = [all1, all2].map((p) => used.slice(1).map((i) => p[i]));
  const difference = p1.map((p, i) => p2[i] - p);
  if (difference.length === 0) return 0;
  const of = (p: number[], i: number, j: number) => (i === j ? p[i] * (1 - p[i]) : -p[i] * p[j]);
  const covariance = p1.map((_, i) => p1.map((_, j) => (of(p1, i, j) + of(p2, i, j)) / 2));
  const solved = solve(covariance, difference);
  if (!solved) return null;
  return Math.sqrt(
    Math.max(
      0,
      difference.reduce((sum, d, i) => sum + d * solved[i], 0),
    ),
  );
}

/** Below this share of its largest entry a pivot is rounding, not variance. */
const SINGULAR = 1e-12;

/** Gaussian elimination with partial pivoting; null where the matrix is singular. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] | null {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const scale = Math.max(...matrix.flat().map(Math.abs));
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    if (!(Math.abs(rows[k][k]) > SINGULAR * scale)) return null;
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let value = rows[i][n];
    for (let j = i + 1; j < n; j++) value -= rows[i][j] * x[j];
    x[i] = value / rows[i][i];
  }
  return x;
}

/**
 * One number, without sign, for any number of groups: the mean (as R's tableone prints it) or the largest over all
 * pairs. Null with fewer than two groups, or where one pair has none: a mean of the others would look better than
 * it is.
 */
export function overPairs<G>(
  groups: readonly G[],
  smd: (one: G, other: G) => number | null,
  take: 'average' | 'largest',
): number | null {
  const all: number[] = [];
  for (let i = 0; i < groups.length; i++)
    for (let j = i + 1; j < groups.length; j++) {
      const value = smd(groups[i], groups[j]);
      if (value === null) return null;
      all.push(Math.abs(value));
    }
  if (all.length === 0) return null;
  return take === 'largest' ? Math.max(...all) : all.reduce((sum, v) => sum + v, 0) / all.length;
}
