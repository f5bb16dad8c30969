import type { TreesSpec } from '../../models/trees/spec';
import type { Rows } from '../trainer';
import type { Gradients } from './kernel';

type Loss = Pick<TreesSpec, 'loss' | 'classes'>;

/** Probabilities of trees are kept this far from 0 and 1 when their loss is taken (Keras's epsilon). */
const EPSILON = 1e-7;

/**
 * Raw scores that no tree has changed: the log odds of the second class, the logarithms of the classes' shares, or the
 * mean, as rows weigh. A class that the training rows lack is taken for half a row, not for impossible.
 */
export function baseScores({ loss, classes }: Loss, { y, n, w }: Rows): Float32Array {
  let all = 0;
  const sums = new Float64Array(loss === 'softmax' ? classes : loss === 'binary' ? 2 : 1);
  for (let i = 0; i < n; i++) {
    const weight = w ? w[i] : 1;
    all += weight;
    if (loss === 'mse') sums[0] += weight * y[i];
    else sums[y[i]] += weight;
  }
  if (all === 0) return new Float32Array(loss === 'softmax' ? classes : 1);
  if (loss === 'mse') return Float32Array.of(sums[0] / all);
  const shares = sums.map((sum) => (sum === 0 ? 0.5 : sum) / all);
  return loss === 'binary'
    ? Float32Array.of(Math.log(shares[1] / shares[0]))
    : Float32Array.from(shares, Math.log);
}

/**
 * Gradients and curvatures of the loss by raw score `k`, written to the lists given; of mse half the squared error. `raw`: [n,
 * scores].
 */
export function boostingGradients(
  { loss, classes }: Loss,
  rows: Rows,
  raw: Float64Array,
  k: number,
  { g, h }: Gradients,
): void {
  const { y, n, w } = rows;
  // Second derivatives of one score alone, when all change at once (Friedman 2001; LightGBM).
  const factor = loss === 'softmax' ? classes / (classes - 1) : 1;
  for (let i = 0; i < n; i++) {
    const weight = w ? w[i] : 1;
    if (loss === 'mse') {
      g[i] = weight * (raw[i] - y[i]);
      h[i] = weight;
      continue;
    }
    const p = loss === 'binary' ? 1 / (1 + Math.exp(-raw[i])) : share(raw, i * classes, classes, k);
    const is = loss === 'binary' ? y[i] : Number(y[i] === k);
    g[i] = weight * (p - is);
    h[i] = weight * factor * p * (1 - p);
  }
}

/** Rows whose factors are multiplied before a logarithm is taken: each is at most 2. */
const FACTORS = 512;

/**
 * Of the binary loss where all rows weigh 1, its sum and, in the same pass, what `boostingGradients` writes: one power a
 * row. The loss is max(z, 0) - z y + log(1 + exp(-|z|)), the logarithms of many rows as one of their product.
 */
export function binaryPass(z: Float64Array, y: Float32Array, { g, h }: Gradients): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < y.length; i++) {
    const value = z[i];
    const power = Math.exp(-Math.abs(value));
    const p = (value > 0 ? 1 : power) / (1 + power);
    g[i] = p - y[i];
    h[i] = p * (1 - p);
    sum += Math.max(value, 0) - value * y[i];
    product *= 1 + power;
    if (i % FACTORS === FACTORS - 1) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

function share(raw: Float64Array, from: number, classes: number, k: number): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += Math.exp(raw[from + c] - raw[from + k]);
  return 1 / sum;
}

/**
 * Squared error on the outcome, or on each class's 0 and 1, which is the Gini impurity: a leaf says a mean. `weight`:
 * with how often each row was drawn.
 */
export function meanGradients({ loss, classes }: Loss, { y, n }: Rows, weight: Float64Array): Gradients {
  if (loss !== 'softmax') return { g: weight.map((value, i) => -value * y[i]), h: weight };
  const g = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) g[i * classes + y[i]] = -weight[i];
  return { g, h: weight };
}

/** Sum of the losses of what forests say, times `w` where given. `p`: [n] or [n, classes], as `EpochResult` has it. */
export function meanLossSum(
  { loss, classes }: Loss,
  p: Float32Array,
  { y, n }: Rows,
  w?: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const weight = w ? w[i] : 1;
    if (loss === 'mse') sum += weight * (p[i] - y[i]) ** 2;
    else {
      const said = loss === 'softmax' ? p[i * classes + y[i]] : y[i] === 1 ? p[i] : 1 - p[i];
      sum -= weight * Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, said)));
    }
  }
  return sum;
}
