import type { NeighboursModel } from './model';
import { nearestOf } from './nearest';
import { type NeighboursSpec, outputsOfNeighbours } from './spec';

/**
 * Predictions of rows [n, inputs]: [n] probability of the second class, [n, classes], or [n] mean of the standardized
 * outcome. By distance, neighbours at no distance at all decide alone, as in scikit-learn.
 *
 * @param self as in `nearestOf`
 */
export function predictNeighbours(
  spec: NeighboursSpec,
  model: NeighboursModel,
  x: Float32Array,
  n: number,
  self?: Int32Array,
): Float32Array {
  const units = outputsOfNeighbours(spec);
  const { k, distance, place } = nearestOf(spec, model, x, n, self);
  const p = new Float32Array(n * units);
  const sums = new Float64Array(units);
  for (let i = 0; i < n; i++) {
    const nearest = distance[i * k];
    let total = 0;
    sums.fill(0);
    for (let at = i * k; at < (i + 1) * k; at++) {
      const row = place[at];
      const weight = model.w[row] * wordOf(spec, distance[at], nearest);
      total += weight;
      if (spec.loss === 'softmax') sums[model.y[row]] += weight;
      else sums[0] += weight * model.y[row];
    }
    for (let u = 0; u < units; u++) p[i * units + u] = sums[u] / total;
  }
  return p;
}

/** What a neighbour's word weighs beside that of the nearest, whose word weighs 1. */
const wordOf = ({ weights }: Pick<NeighboursSpec, 'weights'>, far: number, nearest: number): number => {
  if (weights === 'uniform') return 1;
  // Of the nearest at no distance at all: 1, and then 0 for all others.
  return far === nearest ? 1 : nearest / far;
};
