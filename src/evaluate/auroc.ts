import { ascending, midranks } from './order';

/** The normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054;

/**
 * AUROC as a function of row weights, sorted once so that a bootstrap replicate costs O(n): the probability that
 * a positive scores above a negative, ties counted half. NaN where the weights leave only one class.
 */
export function weightedAuroc(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
): (weights: ArrayLike<number>) => number {
  const order = ascending(p);
  const positive = Uint8Array.from(order, (row) => (y[row] === 1 ? 1 : 0));
  const endsTie = Uint8Array.from(order, (row, i) => (p[row] === p[order[i + 1]] ? 0 : 1));
  return (weights) => {
    let below = 0;
    let positives = 0;
    let wins = 0;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (let i = 0; i < order.length; i++) {
      const weight = weights[order[i]];
      if (positive[i] === 1) tiedPositives += weight;
      else tiedNegatives += weight;
      if (endsTie[i] === 0) continue;
      wins += tiedPositives * (below + tiedNegatives / 2);
      below += tiedNegatives;
      positives += tiedPositives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
    return wins / (positives * below);
  };
}

/** Area under the ROC curve. `y`: 1 positive, anything else negative. NaN where one class is absent. */
export const auroc = (y: ArrayLike<number>, p: ArrayLike<number>): number =>
  weightedAuroc(y, p)(new Float64Array(y.length).fill(1));

/**
 * AUROC with DeLong's variance (DeLong, DeLong & Clarke-Pearson 1988) by midranks in O(n log n) (Sun & Xu,
 * IEEE Signal Processing Letters 2014). The variance is NaN with fewer than two rows of either class.
 */
export function delong(y: ArrayLike<number>, p: ArrayLike<number>): { auroc: number; variance: number } {
  const all = midranks(p);
  const parts = [1, 0].map((positive) => {
    const rows: number[] = [];
    for (let i = 0; i < y.length; i++) if ((y[i] === 1 ? 1 : 0) === positive) rows.push(i);
    const within = midranks(rows.map((row) => p[row]));
    return { count: rows.length, above: rows.map((row, i) => all[row] - within[i]) };
  });
  const [positives, negatives] = parts;
  // above[i] counts the rows of the other class that score below row i, ties half.
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const spread = (list: number[], others: number) => {
    const centre = mean(list);
    const squares = list.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    return squares / (list.length - 1) / others ** 2 / list.length;
  };
  return {
    auroc: mean(positives.above) / negatives.count,
    variance: spread(positives.above, negatives.count) + spread(negatives.above, positives.count),
  };
}

/** 95 % interval auroc ± 1.96 SE, cut to [0, 1] as pROC's `ci.auc` does. */
export function delongInterval(result: { auroc: number; variance: number }): { low: number; high: number } {
  const half = Z95 * Math.sqrt(result.variance);
  return { low: Math.max(0, result.auroc - half), high: Math.min(1, result.auroc + half) };
}

/** The same on the scale of log odds, which cannot leave (0, 1): limits of `val.prob.ci.2`. Needs an AUROC inside. */
export function logitInterval(result: { auroc: number; variance: number }): { low: number; high: number } {
  const { auroc: a, variance } = result;
  const half = (Z95 * Math.sqrt(variance)) / (a * (1 - a));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  const middle = Math.log(a / (1 - a));
  return { low: back(middle - half), high: back(middle + half) };
}
