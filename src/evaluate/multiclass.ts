import { weightedAuroc } from './auroc';
import type { WeightedStatistic } from './bootstrap';

/** Class k against the rest: outcome 1 where y is k, and the probability of k. `p`: [n, classes]. */
export function oneAgainstRest(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: number,
  k: number,
): { y: Float64Array; p: Float64Array } {
  return {
    y: Float64Array.from(y, (value) => (value === k ? 1 : 0)),
    p: Float64Array.from({ length: y.length }, (_, i) => p[i * classes + k]),
  };
}

/** Classes that have rows and are not all rows: those with an AUROC. */
export function classesPresent(y: ArrayLike<number>, classes: number): number[] {
  const counts = new Float64Array(classes);
  for (let i = 0; i < y.length; i++) counts[y[i]]++;
  return [...counts.keys()].filter((k) => counts[k] > 0 && counts[k] < y.length);
}

/**
 * Macro AUROC, one against the rest: the plain mean over the classes present in `y` (scikit-learn's
 * `roc_auc_score(multi_class='ovr', average='macro')`). In a replicate that lost a class it is NaN.
 */
export function weightedMacroAuroc(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: number,
): WeightedStatistic {
  const each = classesPresent(y, classes).map((k) => {
    const one = oneAgainstRest(y, p, classes, k);
    return weightedAuroc(one.y, one.p);
  });
  return (weights) => each.reduce((sum, statistic) => sum + statistic(weights), 0) / each.length;
}
