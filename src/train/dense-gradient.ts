import type { NetSpec } from '../models/family';
import { type Layout, layoutOf } from './layout';
import type { Rows } from './trainer';

type Vector = Float64Array<ArrayBuffer>;

/** Outputs [n, units] of every layer in float64, without dropout. */
function outputsOf(spec: NetSpec, layout: Layout, flat: Float64Array, rows: Rows): Vector[] {
  const { n, d, x, at } = rows;
  let a = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const place = at ? at[i] : i;
    a.set(x.subarray(place * d, (place + 1) * d), i * d);
  }
  const outputs = [a];
  layout.layers.forEach(({ inputs, units, kernel, bias }, l) => {
    const out = new Float64Array(n * units);
    for (let i = 0; i < n; i++) {
      const to = i * units;
      for (let u = 0; u < units; u++) out[to + u] = flat[bias + u];
      for (let j = 0; j < inputs; j++) {
        const value = a[i * inputs + j];
        if (value === 0) continue;
        for (let u = 0, from = kernel + j * units; u < units; u++) out[to + u] += value * flat[from + u];
      }
    }
    if (spec.layers[l].activation === 'relu') for (let i = 0; i < out.length; i++) if (out[i] < 0) out[i] = 0;
    a = out;
    outputs.push(a);
  });
  return outputs;
}

/** d(mean loss)/d(logits), in place of the logits [n, units]. */
function residual(loss: NetSpec['loss'], z: Vector, y: Float32Array, units: number): void {
  const n = y.length;
  for (let i = 0; i < n; i++) {
    if (loss === 'mse') z[i] = (2 * (z[i] - y[i])) / n;
    else if (loss === 'binary') z[i] = (1 / (1 + Math.exp(-z[i])) - y[i]) / n;
    else {
      const row = z.subarray(i * units, (i + 1) * units);
      const top = Math.max(...row);
      let sum = 0;
      for (let c = 0; c < units; c++) sum += row[c] = Math.exp(row[c] - top);
      for (let c = 0; c < units; c++) row[c] = (row[c] / sum - +(c === y[i])) / n;
    }
  }
}

/**
 * Gradient of the mean loss over rows, without dropout and weights, by backpropagation in float64 on the main
 * processor: for the one gradient of a trial that a strategy asks for, whatever backend trains.
 */
export function denseGradient(spec: NetSpec, flat: Float64Array, rows: Rows): Float64Array {
  const layout = layoutOf(spec);
  const outputs = outputsOf(spec, layout, flat, rows);
  const gradient = new Float64Array(layout.size);
  const last = layout.layers.length - 1;
  let dz = outputs[last + 1];
  residual(spec.loss, dz, rows.y, layout.layers[last].units);
  for (let l = last; l >= 0; l--) {
    const { inputs, units, kernel, bias } = layout.layers[l];
    const input = outputs[l];
    const before = new Float64Array(rows.n * inputs);
    for (let i = 0; i < rows.n; i++) {
      for (let u = 0; u < units; u++) gradient[bias + u] += dz[i * units + u];
      for (let j = 0; j < inputs; j++) {
        const at = i * inputs + j;
        const value = input[at];
        let sum = 0;
        for (let u = 0, k = kernel + j * units, r = i * units; u < units; u++, k++, r++) {
          gradient[k] += value * dz[r];
          sum += flat[k] * dz[r];
        }
        // A hidden unit at zero passes nothing on; of the inputs nobody asks.
        if (l > 0 && (value > 0 || spec.layers[l - 1].activation !== 'relu')) before[at] = sum;
      }
    }
    dz = before;
  }
  return gradient;
}
