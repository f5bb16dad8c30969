import type { NeighboursSpec } from './spec';

/** Rows of the training part, which are the model. */
export interface NeighboursModel {
  n: number;
  inputs: number;
  /** What each input is multiplied by before distances are measured: 1 / SD; 0: it has no say. */
  scale: Float32Array;
  /** [n, inputs] row-major, each times its scale. */
  scaled: Float64Array;
  /** Class index, or the standardized outcome. */
  y: Float32Array;
  /** What each row's word weighs, above 0. */
  w: Float32Array;
}

interface Entry {
  kernel: Float32Array;
  bias: Float32Array;
}

/** float32 holds no larger number by which an input of hardly any spread could be multiplied twice over. */
const MOST_SCALE = 1e30;

/**
 * As weights of a net are kept. Two entries: kernel [n, inputs] of the rows as they were prepared, with the scales as
 * bias; kernel [n] of outcomes, with the rows' weights as bias.
 */
export const weightsOfNeighbours = (
  x: Float32Array,
  scale: Float32Array,
  y: Float32Array,
  w: Float32Array,
): [Entry, Entry] => [
  { kernel: x, bias: scale },
  { kernel: y, bias: w },
];

/** Of weights already taken apart: an ensemble predicts 8,192 rows at a time, and asks for the same model each time. */
const known = new WeakMap<Float32Array, NeighboursModel>();

/** The model back from `weightsOfNeighbours`. */
export function neighboursOfWeights(
  { inputs }: Pick<NeighboursSpec, 'inputs'>,
  [{ kernel: x, bias: scale }, { kernel: y, bias: w }]: readonly Entry[],
): NeighboursModel {
  const before = known.get(x);
  if (before && before.y === y && before.w === w && before.scale === scale) return before;
  const model = { n: y.length, inputs, scale, scaled: scaledRows(x, scale, y.length), y, w };
  known.set(x, model);
  return model;
}

/** Rows [n, inputs], each input times its scale, in float64. */
export function scaledRows(x: Float32Array, scale: Float32Array, n: number): Float64Array {
  const d = scale.length;
  const scaled = new Float64Array(n * d);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < d; j++, at++) scaled[at] = x[at] * scale[j];
  return scaled;
}

/**
 * 1 / population SD of each input over rows [n, d]. As the step `standardize` does, columns of 0 and 1 alone stay as they
 * are, and a constant column has no say: nothing was learned of how far another value is away.
 */
export function scalesOf(x: Float32Array, n: number, d: number): Float32Array {
  const scale = new Float32Array(d);
  for (let j = 0; j < d; j++) {
    let [low, high, indicator, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, 0];
    for (let i = 0; i < n; i++) {
      const value = x[i * d + j];
      low = Math.min(low, value);
      high = Math.max(high, value);
      indicator &&= value === 0 || value === 1;
      sum += value;
    }
    if (indicator) scale[j] = 1;
    else if (low < high) {
      let squares = 0;
      for (let i = 0; i < n; i++) squares += (x[i * d + j] - sum / n) ** 2;
      scale[j] = Math.min(MOST_SCALE, 1 / Math.sqrt(squares / n));
    }
  }
  return scale;
}
