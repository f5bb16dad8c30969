import type { NetSpec } from '../models/family';
import { predictionsOf } from '../train/losses';
import type { Weights } from '../train/trainer';

/**
 * Outputs [n, units] of a fully connected net for x [n, inputs]: probabilities, or the standardized value. Sums are
 * taken in float64; cells that are zero, as most of a one-hot or hashed row is, cost nothing.
 */
export function denseForward(spec: NetSpec, weights: Weights, x: Float32Array, n: number): Float32Array {
  const units = spec.layers[spec.layers.length - 1].units;
  const z = new Float32Array(n * units);
  for (let row = 0; row < n; row++) {
    let a: ArrayLike<number> = x.subarray(row * spec.inputs, (row + 1) * spec.inputs);
    for (const [l, layer] of spec.layers.entries()) {
      const out = Float64Array.from(weights[l].bias);
      const { kernel } = weights[l];
      for (let j = 0; j < a.length; j++) {
        const value = a[j];
        if (value === 0) continue;
        for (let u = 0, at = j * layer.units; u < layer.units; u++, at++) out[u] += value * kernel[at];
      }
      a = layer.activation === 'relu' ? out.map((sum) => Math.max(sum, 0)) : out;
    }
    z.set(a, row * units);
  }
  return predictionsOf(spec.loss, z, units);
}
