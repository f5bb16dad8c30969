import type { Target } from '../../data/dataset';
import { higherIsBetter } from '../../study/journal-state';
import type { Metric } from '../../study/schema';
import { CLIP } from '../log-loss';
import { classesPresent } from '../multiclass';

/** Outcomes that blends are scored on. */
export interface Outcomes {
  metric: Metric;
  kind: Target['kind'];
  classes: number;
  y: ArrayLike<number>;
}

/** The study's metric of a blend, and its validation loss: log loss, or the RMSE of a number. */
export interface BlendScore {
  metric: number;
  loss: number;
}

/** What rounding alone makes of two equal scores. */
const ROUNDING = 1e-12;

/** Whether a score is better: by the metric, at equal metrics by the loss. */
export function isBetter(metric: Metric, a: BlendScore, b: BlendScore): boolean {
  const gain = higherIsBetter(metric) ? a.metric - b.metric : b.metric - a.metric;
  return Math.abs(gain) > ROUNDING ? gain > 0 : b.loss - a.loss > ROUNDING;
}

/**
 * Area under the ROC curve of many predictions of the same outcomes, one after the other: both classes are sorted by
 * themselves, as plain numbers, and merged. Ties count half.
 */
function aurocOf(positive: ArrayLike<boolean>): (p: (i: number) => number) => number {
  const n = positive.length;
  const count = Array.from(positive).filter(Boolean).length;
  const above = new Float64Array(count);
  const below = new Float64Array(n - count);
  return (p) => {
    let [a, b] = [0, 0];
    for (let i = 0; i < n; i++)
      if (positive[i]) above[a++] = p(i);
      else below[b++] = p(i);
    above.sort();
    below.sort();
    let [lower, notHigher, wins] = [0, 0, 0];
    for (const value of above) {
      while (lower < below.length && below[lower] < value) lower++;
      while (notHigher < below.length && below[notHigher] <= value) notHigher++;
      wins += (lower + notHigher) / 2;
    }
    return wins / (above.length * below.length);
  };
}

/**
 * Scores blends of the same rows, as fast as a selection of thousands of them wants it. `sum`: the members' predictions,
 * shaped as `Predictions.p`, added up; `count`: how many they are. The metric is NaN where it is not defined.
 */
export function blendScorer({
  metric,
  kind,
  classes,
  y,
}: Outcomes): (sum: Float64Array, count: number) => BlendScore {
  if (kind === 'regression')
    return (sum, count) => {
      let squares = 0;
      for (let i = 0; i < y.length; i++) squares += (sum[i] / count - y[i]) ** 2;
      const rmse = Math.sqrt(squares / y.length);
      return { metric: rmse, loss: rmse };
    };
  const width = kind === 'multiclass' ? classes : 1;
  const lossOf = (sum: Float64Array, count: number): number => {
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const p = width > 1 ? sum[i * width + y[i]] / count : y[i] === 1 ? sum[i] / count : 1 - sum[i] / count;
      total -= Math.log(Math.min(1 - CLIP, Math.max(CLIP, p)));
    }
    return total / y.length;
  };
  if (metric !== 'auroc')
    return (sum, count) => {
      const loss = lossOf(sum, count);
      return { metric: loss, loss };
    };
  const told = width > 1 ? classesPresent(y, classes) : [1];
  const each = told.map((k) => ({
    k: width > 1 ? k : 0,
    auroc: aurocOf(Array.from(y, (value) => value === k)),
  }));
  return (sum, count) => ({
    metric: each.reduce((all, { k, auroc }) => all + auroc((i) => sum[i * width + k]), 0) / each.length,
    loss: lossOf(sum, count),
  });
}
