import type { Target } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { Estimate } from '../study/events';
import type { Rng } from '../study/random';
import type { Metric } from '../study/schema';
import { weightedAuroc } from './auroc';
import { bootstrapIntervals, unitsRepeat, type WeightedStatistic } from './bootstrap';
import { logLossTerms } from './log-loss';
import { weightedMacroAuroc } from './multiclass';
import { regressionStatistics, weightedMean } from './regression';

export interface Truth {
  kind: Target['kind'];
  y: ArrayLike<number>;
  classes: number;
  /** Patient of each row. */
  unit: ArrayLike<number>;
}

/** The study's metric as a function of row weights. */
export function statisticOf(
  metric: Metric,
  { kind, y, classes }: Omit<Truth, 'unit'>,
  p: ArrayLike<number>,
): WeightedStatistic {
  switch (metric) {
    case 'rmse':
      return regressionStatistics(y, p).rmse;
    case 'logLoss':
      return weightedMean(logLossTerms(y, p, classes));
    case 'auroc':
      return kind === 'multiclass' ? weightedMacroAuroc(y, p, classes) : weightedAuroc(y, p);
  }
}

/**
 * Two models' predictions of the same rows: the metric of each, and first minus second with a paired 95 % interval
 * from a bootstrap of whole patients, each draw taken for both. It speaks of these predictions: that the models were
 * fitted on overlapping folds is not in it. `p` as `Predictions.p`. Throws `evaluate.oneClass`.
 */
export function pairedDifference(
  metric: Metric,
  truth: Truth,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  rng: Rng,
  replicates?: number,
): { first: number; second: number; difference: Estimate } {
  const a = statisticOf(metric, truth, first);
  const b = statisticOf(metric, truth, second);
  const ones = new Float64Array(truth.y.length).fill(1);
  const [ofFirst, ofSecond] = [a(ones), b(ones)];
  if (Number.isNaN(ofFirst)) throw new BenchsideError('evaluate.oneClass', { part: 'validation' });
  const [interval] = bootstrapIntervals(truth.unit, [(weights) => a(weights) - b(weights)], rng, replicates);
  const method = unitsRepeat(truth.unit) ? 'cluster-bootstrap' : 'bootstrap';
  return {
    first: ofFirst,
    second: ofSecond,
    difference: {
      estimate: ofFirst - ofSecond,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      method: interval ? method : 'none',
    },
  };
}
