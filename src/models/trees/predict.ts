import type { TreeModel } from './model';
import type { TreesSpec } from './spec';

/** Rows that one tree after the other is asked about: its nodes and these rows stay in the processor's cache. */
const BLOCK = 512;

/** Whether a value goes left at an inner node; NaN is a missing value, and so is a level that no set names. */
export function goesLeft(model: TreeModel, node: number, value: number): boolean {
  const setAt = model.setAt[node];
  if (setAt < 0)
    return value <= model.threshold[node] || (Number.isNaN(value) && model.missingLeft[node] === 1);
  // False of NaN too.
  if (!(value >= 0 && value < 16 * model.setWords[node])) return model.missingLeft[node] === 1;
  return ((model.sets[setAt + (value >>> 4)] >>> (value & 15)) & 1) === 1;
}

/** The leaf of one tree that a row comes to. `at`: where the row begins in `x`. */
export function leafOf(model: TreeModel, root: number, x: Float32Array, at: number): number {
  let node = root;
  while (model.feature[node] >= 0)
    node = goesLeft(model, node, x[at + model.feature[node]]) ? model.left[node] : model.right[node];
  return node;
}

/** Raw scores [n, scores] of rows [n, inputs]; each row's sum is in float64 and in the order of the trees. */
export function rawScores(model: TreeModel, x: Float32Array, n: number): Float64Array {
  const { scores, base, roots, value, inputs, feature, threshold, left, right, setAt } = model;
  const raw = new Float64Array(n * scores);
  for (let i = 0; i < raw.length; i++) raw[i] = base[i % scores];
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(n, from + BLOCK);
    for (let t = 0; t + 1 < roots.length; t++) {
      const root = roots[t];
      for (let i = from; i < to; i++) {
        const at = i * inputs;
        let node = root;
        for (let cut = feature[node]; cut >= 0; cut = feature[node]) {
          const v = x[at + cut];
          // Most cuts are of a number that is there; all others ask in full.
          if (setAt[node] < 0 && v > threshold[node]) node = right[node];
          else node = goesLeft(model, node, v) ? left[node] : right[node];
        }
        if (scores === 1) raw[i] += value[node];
        else for (let k = 0; k < scores; k++) raw[i * scores + k] += value[node * scores + k];
      }
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
  if (!hasLink(spec)) return Float32Array.from(raw);
  if (spec.loss === 'binary') return Float32Array.from(raw, (z) => 1 / (1 + Math.exp(-z)));
  const p = new Float32Array(raw.length);
  for (let from = 0; from < raw.length; from += scores) {
    let top = raw[from];
    for (let k = 1; k < scores; k++) top = Math.max(top, raw[from + k]);
    let sum = 0;
    for (let k = 0; k < scores; k++) sum += Math.exp(raw[from + k] - top);
    for (let k = 0; k < scores; k++) p[from + k] = Math.exp(raw[from + k] - top) / sum;
  }
  return p;
}

/** Whether raw scores are log odds, which sigmoid or softmax makes probabilities; those of forests are means already. */
export const hasLink = ({ loss, grow }: Pick<TreesSpec, 'loss' | 'grow'>): boolean =>
  loss !== 'mse' && grow === 'boosting';

/** Predictions of rows [n, inputs]. */
export const predictTrees = (spec: TreesSpec, model: TreeModel, x: Float32Array, n: number): Float32Array =>
  linked(spec, rawScores(model, x, n), model.scores);
