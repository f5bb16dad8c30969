import type { Comparison } from '../../study/results/comparison';

/** Half an interval that is narrow enough to call two models equal: .03 of an AUROC, 3 % of an RMSE. */
const NARROW = 0.03;

/**
 * What the difference says of the model. same: the interval holds 0 and nothing that would matter; open: it holds 0
 * and much else; unknown: there is no interval.
 */
export function verdictOf({
  difference,
  metrics,
}: Comparison): 'better' | 'worse' | 'same' | 'open' | 'unknown' {
  const { low, high } = difference.estimate;
  if (low === null || high === null) return 'unknown';
  const error = difference.metric === 'rmse';
  if (low > 0) return error ? 'worse' : 'better';
  if (high < 0) return error ? 'better' : 'worse';
  const unit = error ? (metrics.rmse?.estimate ?? 0) : 1;
  return Math.max(-low, high) <= NARROW * unit ? 'same' : 'open';
}
