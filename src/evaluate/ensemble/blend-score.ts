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

/** How much better the first value of the metric is; 0 within rounding. */
function gainOf(metric: Metric, a: number, b: number): number {
  const gain = higherIsBetter(metric) ? a - b : b - a;
  return Math.abs(gain) > ROUNDING ? gain : 0;
}

/** Whether a score is better: by the metric, at equal metrics by the loss. */
export function isBetter(metric: Metric, a: BlendScore, b: BlendScore): boolean {
  const gain = gainOf(metric, a.metric, b.metric);
  return gain !== 0 ? gain > 0 : b.loss - a.loss > ROUNDING;
}

/** The blend's score where it is better than another one; null where not, and most are not by the metric alone. */
export function betterThan(
  than: BlendScore,
  { metric }: Outcomes,
  score: BlendScorer,
  sum: Float64Array,
  count: number,
): BlendScore | null {
  const found = score.metric(sum, count);
  if (gainOf(metric, found, than.metric) < 0) return null;
  const whole = { metric: found, loss: score.loss(sum, count) };
  return isBetter(metric, whole, than) ? whole : null;
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

/** Of a blend: `sum`, its members' predictions added up, shaped as `Predictions.p`, and `count`, how many they are. */
export interface BlendScorer {
  /** The study's metric; NaN where it is not defined. */
  metric(sum: Float64Array, count: number): number;
  /** The validation loss. */
  loss(sum: Float64Array, count: number): number;
}

/** Scores blends of the same rows, as fast as a selection of thousands of them wants it. */
export function blendScorer({ metric, kind, classes, y }: Outcomes): BlendScorer {
  if (kind === 'regression') {
    const rmse = (sum: Float64Array, count: number) => {
      let squares = 0;
      for (let i = 0; i < y.length; i++) squares += (sum[i] / count - y[i]) ** 2;
      return Math.sqrt(squares / y.length);
    };
    return { metric: rmse, loss: rmse };
  }
  const width = kind === 'multiclass' ? classes : 1;
  const loss = (sum: Float64Array, count: number): number => {
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const p = width > 1 ? sum[i * width + y[i]] / count : y[i] === 1 ? sum[i] / count : 1 - sum[i] / count;
      total -= Math.log(Math.min(1 - CLIP, Math.max(CLIP, p)));
    }
    return total / y.length;
  };
  if (metric !== 'auroc') return { metric: loss, loss };
  const told = width > 1 ? classesPresent(y, classes) : [1];
  const each = told.map((k) => ({
    k: width > 1 ? k : 0,
    auroc: aurocOf(Array.from(y, (value) => value === k)),
  }));
  return {
    metric: (sum) =>
      each.reduce((all, { k, auroc }) => all + auroc((i) => sum[i * width + k]), 0) / each.length,
    loss,
  };
}
