import type { TreeModel } from './model';
import type { TreesSpec } from './spec';

/** Whether a value goes left at an inner node; NaN is a missing value, and so is a level that no set names. */
export function goesLeft(model: TreeModel, node: number, value: number): boolean {
  const setAt = model.setAt[node];
  if (Number.isNaN(value)) return model.missingLeft[node] === 1;
  if (setAt < 0) return value <= model.threshold[node];
  const word = value >>> 4;
  if (value < 0 || word >= model.setWords[node]) return model.missingLeft[node] === 1;
  return ((model.sets[setAt + word] >>> (value & 15)) & 1) === 1;
}

/** The leaf of one tree that a row comes to. `at`: where the row begins in `x`. */
export function leafOf(model: TreeModel, root: number, x: Float32Array, at: number): number {
  let node = root;
  while (model.feature[node] >= 0)
    node = goesLeft(model, node, x[at + model.feature[node]]) ? model.left[node] : model.right[node];
  return node;
}

/** Raw scores [n, scores] of rows [n, inputs]; sums in float64, so that the order of trees does not matter. */
export function rawScores(model: TreeModel, x: Float32Array, n: number): Float64Array {
  const { scores, base, roots, value, inputs } = model;
  const raw = new Float64Array(n * scores);
  for (let i = 0; i < n; i++) {
    const to = i * scores;
    for (let k = 0; k < scores; k++) raw[to + k] = base[k];
    for (let t = 0; t + 1 < roots.length; t++) {
      const leaf = leafOf(model, roots[t], x, i * inputs) * scores;
      for (let k = 0; k < scores; k++) raw[to + k] += value[leaf + k];
    }
  }
  return raw;
}

/** What a net of the same loss says: [n] probability of the second class, [n, classes], or [n] standardized value. */
export function linked(
  spec: Pick<TreesSpec, 'loss' | 'grow'>,
  raw: Float64Array,
  scores: number,
): Float32Array {
  if (spec.loss === 'mse' || spec.grow !== 'boosting') return Float32Array.from(raw);
  if (spec.loss === 'binary') return Float32Array.from(raw, (z) => 1 / (1 + Math.exp(-z)));
  const p = new Float32Array(raw.length);
  for (let from = 0; from < raw.length; from += scores) {
    const row = raw.subarray(from, from + scores);
    const top = Math.max(...row);
    const powers = row.map((z) => Math.exp(z - top));
    const sum = powers.reduce((all, power) => all + power, 0);
    p.set(
      powers.map((power) => power / sum),
      from,
    );
  }
  return p;
}

/** Predictions of rows [n, inputs]. */
export const predictTrees = (spec: TreesSpec, model: TreeModel, x: Float32Array, n: number): Float32Array =>
  linked(spec, rawScores(model, x, n), model.scores);
