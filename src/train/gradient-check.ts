import type { DescentSpec } from '../models/family';
import { rng } from '../study/random';
import { gradient, layersOf } from './backprop';
import { Batcher } from './batches';
import type { Kernels } from './kernels';
import { flatten, initialWeights, layoutOf } from './layout';
import { referenceGradient } from './reference';
import type { Rows } from './trainer';

/** Float32 rounding stays under 1e-5 on every backend seen; a wrong gradient is off by more than a tenth. */
export const GRADIENT_TOLERANCE = 1e-3;

const UNITS = { binary: 1, softmax: 3, mse: 1 } as const;

/** A net of two hidden layers, small enough for finite differences and not square anywhere. */
export function checkNet(loss: DescentSpec['loss']): { spec: DescentSpec; rows: Rows } {
  const random = rng('gradient-check', loss);
  const [n, d] = [11, 5];
  const spec: DescentSpec = {
    inputs: d,
    layers: [
      { units: 7, activation: 'relu', dropout: 0 },
      { units: 4, activation: 'relu', dropout: 0 },
      { units: UNITS[loss], activation: 'linear', dropout: 0 },
    ],
    loss,
    optimizer: { kind: 'adamw', learningRate: 0.01, weightDecay: 0, batchSize: n },
  };
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const y = Float32Array.from({ length: n }, () =>
    loss === 'mse' ? random.normal() : random.int(loss === 'softmax' ? 3 : 2),
  );
  return { spec, rows: { n, d, x, y } };
}

/** Largest error of a gradient, relative to the largest gradient of its layer's tensor, over the three losses, rows weighted and not. */
export async function gradientError(k: Kernels): Promise<number> {
  let worst = 0;
  for (const loss of ['binary', 'softmax', 'mse'] as const) {
    const { spec, rows } = checkNet(loss);
    const weights = initialWeights(spec, ['gradient-check', loss]);
    const w = Float32Array.from({ length: rows.n }, (_, i) => 0.5 + (i % 3) / 2);
    for (const weighted of [rows, { ...rows, w }]) {
      const got = await batchGradient(k, spec, flatten(layoutOf(spec), weights), weighted);
      worst = Math.max(worst, relativeError(spec, got, referenceGradient(spec, weights, weighted)));
    }
  }
  return worst;
}

/** The gradient of the mean loss over all rows, as the device computes it. */
export async function batchGradient(
  k: Kernels,
  spec: DescentSpec,
  flat: Float32Array,
  rows: Rows,
): Promise<Float32Array> {
  const layout = layoutOf(spec);
  const batcher = new Batcher(k, spec, rows);
  const order = Uint32Array.from({ length: rows.n }, (_, i) => i);
  const streams = spec.layers.map(() => null);
  const held = k.tidy(() => {
    const parameters = k.input(flat, [layout.size]);
    const batch = batcher.batch(order, 0, rows.n, streams);
    return k.hold(gradient(k, spec, layersOf(k, layout, parameters), batch).flat);
  });
  try {
    return await k.read(held);
  } finally {
    k.free(held);
    batcher.dispose();
  }
}

/** NaN anywhere counts as infinitely wrong. */
export function relativeError(spec: DescentSpec, got: Float32Array, wanted: Float64Array): number {
  let worst = 0;
  for (const { inputs, units, kernel, bias } of layoutOf(spec).layers) {
    for (const [from, to] of [
      [kernel, kernel + inputs * units],
      [bias, bias + units],
    ]) {
      let scale = 0;
      for (let i = from; i < to; i++) scale = Math.max(scale, Math.abs(wanted[i]));
      for (let i = from; i < to; i++) {
        const error = Math.abs(got[i] - wanted[i]) / Math.max(scale, Number.MIN_VALUE);
        worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
      }
    }
  }
  return worst;
}
