import type { Estimate } from '../study/events';
import { Z95 } from './auroc';

/** A number of which no interval can be given. */
export const bare = (estimate: number): Estimate => ({ estimate, low: null, high: null, method: 'none' });

/** estimate ± 1.96 standard errors; `bare` where the standard error is not a positive number. */
export function wald(estimate: number, se: number, quantile = Z95): Estimate {
  const half = quantile * se;
  if (!(half > 0 && half < Number.POSITIVE_INFINITY)) return bare(estimate);
  return { estimate, low: estimate - half, high: estimate + half, method: 'wald' };
}

/** The same for a ratio, on the scale of its logarithm. */
export function waldOfRatio(ratio: number, seOfLog: number): Estimate {
  const { low, high, method } = wald(Math.log(ratio), seOfLog);
  if (low === null || high === null) return bare(ratio);
  return { estimate: ratio, low: Math.exp(low), high: Math.exp(high), method };
}
