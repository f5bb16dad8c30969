import type { Target } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { Metric } from '../study/schema';
import { auroc } from './auroc';
import { logLoss } from './log-loss';
import { weightedMacroAuroc } from './multiclass';
import { regressionStatistics } from './regression';

/**
 * The study's metric on pooled validation predictions. `p` is shaped as `Predictions.p`; regression values in
 * the same unit as `y`. auroc of a multiclass target is macro, one against the rest, over the classes present.
 * Throws `evaluate.oneClass` where an AUROC has nothing to tell apart.
 */
export function metricValue(
  metric: Metric,
  kind: Target['kind'],
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: number,
): number {
  const ones = () => new Float64Array(y.length).fill(1);
  switch (metric) {
    case 'rmse':
      return regressionStatistics(y, p).rmse(ones());
    case 'logLoss':
      return logLoss(y, p, classes);
    case 'auroc': {
      const value = kind === 'multiclass' ? weightedMacroAuroc(y, p, classes)(ones()) : auroc(y, p);
      if (Number.isNaN(value)) throw new BenchsideError('evaluate.oneClass', { part: 'validation' }, 'trial');
      return value;
    }
  }
}
