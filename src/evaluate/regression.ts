import type { WeightedStatistic } from './bootstrap';

/** Weighted mean of per-row terms. */
export const weightedMean =
  (terms: ArrayLike<number>): WeightedStatistic =>
  (weights) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i] * terms[i];
      total += weights[i];
    }
    return sum / total;
  };

/**
 * RMSE and MAE (in the outcome's unit) and R² = 1 - SSE/SST as functions of row weights. R² is NaN where the
 * outcome does not vary.
 */
export function regressionStatistics(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
): Record<'rmse' | 'mae' | 'r2', WeightedStatistic> {
  const absolute = Float64Array.from(y, (value, i) => Math.abs(p[i] - value));
  const squared = absolute.map((error) => error * error);
  const mse = weightedMean(squared);
  const mean = weightedMean(y);
  return {
    rmse: (weights) => Math.sqrt(mse(weights)),
    mae: weightedMean(absolute),
    r2: (weights) => {
      const centre = mean(weights);
      let total = 0;
      let errors = 0;
      for (let i = 0; i < weights.length; i++) {
        total += weights[i] * (y[i] - centre) ** 2;
        errors += weights[i] * squared[i];
      }
      return total > 0 ? 1 - errors / total : Number.NaN;
    },
  };
}
