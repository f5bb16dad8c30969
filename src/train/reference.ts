import type { NetSpec } from '../models/family';
import { flatten, type Layout, layoutOf } from './layout';
import { lossSum } from './losses';
import type { Rows, Weights } from './trainer';

/** Half the width of the central difference: rounding and truncation both stay under 1e-9 in float64. */
const STEP = 1e-5;

/** Logits [n, units] of a dense net in float64, one multiplication after another. No dropout. */
export function referenceLogits(spec: NetSpec, flat: Float64Array, rows: Rows): Float64Array {
  const layout = layoutOf(spec);
  let a = Float64Array.from(rows.x);
  layout.layers.forEach((_, l) => {
    a = denseLayer(layout, l, flat, a, rows.n, spec.layers[l].activation === 'relu');
  });
  return a;
}

function denseLayer(
  layout: Layout,
  l: number,
  flat: Float64Array,
  a: Float64Array,
  n: number,
  relu: boolean,
): Float64Array<ArrayBuffer> {
  const { inputs, units, kernel, bias } = layout.layers[l];
  const out = new Float64Array(n * units);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < units; u++) {
      let sum = flat[bias + u];
      for (let j = 0; j < inputs; j++) sum += a[i * inputs + j] * flat[kernel + j * units + u];
      out[i * units + u] = relu && sum < 0 ? 0 : sum;
    }
  }
  return out;
}

/** Mean loss over the rows, weighted where they have weights. */
export function referenceLoss(spec: NetSpec, flat: Float64Array, rows: Rows): number {
  const units = spec.layers[spec.layers.length - 1].units;
  return lossSum(spec.loss, referenceLogits(spec, flat, rows), rows.y, units, rows.w) / rows.n;
}

/**
 * The truth for gradients: central differences of the mean loss in float64, parameter by parameter, in the
 * order of the flat vector. Shares no line with the backpropagation that it judges, only the loss.
 */
export function referenceGradient(spec: NetSpec, weights: Weights, rows: Rows): Float64Array {
  const flat = Float64Array.from(flatten(layoutOf(spec), weights));
  return flat.map((value, i) => {
    flat[i] = value + STEP;
    const above = referenceLoss(spec, flat, rows);
    flat[i] = value - STEP;
    const below = referenceLoss(spec, flat, rows);
    flat[i] = value;
    return (above - below) / (2 * STEP);
  });
}
