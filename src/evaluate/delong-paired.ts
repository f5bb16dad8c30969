import { Z95 } from './auroc';
import { chiSquareTail } from './distributions';
import { midranks } from './order';

/**
 * For each row the share of the other class that it is ranked rightly against, ties half: the structural components
 * of DeLong, DeLong & Clarke-Pearson (Biometrics 1988;44:837-845), by midranks in O(n log n) (Sun & Xu, IEEE Signal
 * Processing Letters 2014;21:1389-1393). Positives and negatives in the order of the rows.
 */
function components(y: ArrayLike<number>, p: ArrayLike<number>): [Float64Array, Float64Array] {
  const all = midranks(p);
  const classes = [1, 0].map((wanted) => {
    const rows: number[] = [];
    for (let i = 0; i < y.length; i++) if ((y[i] === 1 ? 1 : 0) === wanted) rows.push(i);
    return { rows, within: midranks(rows.map((row) => p[row])) };
  });
  const [positives, negatives] = classes;
  return [
    Float64Array.from(positives.rows, (row, i) => (all[row] - positives.within[i]) / negatives.rows.length),
    Float64Array.from(
      negatives.rows,
      (row, i) => 1 - (all[row] - negatives.within[i]) / positives.rows.length,
    ),
  ];
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Covariance of two means of the same rows. */
function covarianceOfMeans(a: Float64Array, b: Float64Array): number {
  const [ofA, ofB] = [mean(a), mean(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - ofA) * (b[i] - ofB);
  return sum / (a.length - 1) / a.length;
}

/** Covariance of the AUROCs of two scores of the same rows. NaN with fewer than two rows of either class. */
export function delongCovariance(y: ArrayLike<number>, a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ofA, ofB] = [components(y, a), components(y, b)];
  return covarianceOfMeans(ofA[0], ofB[0]) + covarianceOfMeans(ofA[1], ofB[1]);
}

export interface PairedDelong {
  /** First minus second. */
  difference: number;
  variance: number;
  z: number;
  /** Two-sided. Null where the difference has no variance and is not 0, or a class has fewer than two rows. */
  p: number | null;
  /** 95 % interval, cut to [-1, 1]; null where there is no variance. */
  low: number | null;
  high: number | null;
}

/**
 * DeLong's test of two correlated AUROCs: independent rows, both scores known in each, neither fitted to these rows.
 * Both classes must be there.
 */
export function pairedDelong(y: ArrayLike<number>, a: ArrayLike<number>, b: ArrayLike<number>): PairedDelong {
  const [ofA, ofB] = [components(y, a), components(y, b)];
  const difference = mean(ofA[0]) - mean(ofB[0]);
  // Of the differences themselves: exactly 0 for scores that rank alike, where three summands would leave rounding.
  const variance = [0, 1].reduce((sum, side) => {
    const apart = ofA[side].map((value, i) => value - ofB[side][i]);
    return sum + covarianceOfMeans(apart, apart);
  }, 0);
  if (!(variance > 0))
    return { difference, variance, z: 0, p: difference === 0 ? 1 : null, low: null, high: null };
  const z = difference / Math.sqrt(variance);
  const half = Z95 * Math.sqrt(variance);
  return {
    difference,
    variance,
    z,
    p: chiSquareTail(z * z, 1),
    low: Math.max(-1, difference - half),
    high: Math.min(1, difference + half),
  };
}
