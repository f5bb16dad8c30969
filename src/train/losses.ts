import type { NetSpec } from '../models/family';

/** Loss beyond which training has left every sensible range, though still finite. */
const ABSURD = 1e6;

/** Sum of the rows' losses, times `w` where given. `z`: logits [n, units] (mse: values), `y`: class index or value. Float64. */
export function lossSum(
  loss: NetSpec['loss'],
  z: ArrayLike<number>,
  y: ArrayLike<number>,
  units: number,
  w?: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = w ? w[i] : 1;
    if (loss === 'binary') {
      // Cross-entropy of sigmoid(z) without overflow: max(z, 0) - z y + log(1 + exp(-|z|)).
      sum += weight * (Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i]))));
    } else if (loss === 'mse') {
      sum += weight * (z[i] - y[i]) ** 2;
    } else {
      sum += weight * (logSumExp(z, i * units, units) - z[i * units + y[i]]);
    }
  }
  return sum;
}

function logSumExp(z: ArrayLike<number>, from: number, units: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < units; c++) top = Math.max(top, z[from + c]);
  let sum = 0;
  for (let c = 0; c < units; c++) sum += Math.exp(z[from + c] - top);
  return top + Math.log(sum);
}

/** Logits [n, units] to what EpochResult.validPredictions holds. */
export function predictionsOf(loss: NetSpec['loss'], z: Float32Array, units: number): Float32Array {
  if (loss === 'mse') return z.slice();
  if (loss === 'binary') return z.map((value) => 1 / (1 + Math.exp(-value)));
  const p = new Float32Array(z.length);
  for (let from = 0; from < z.length; from += units) {
    const log = logSumExp(z, from, units);
    for (let c = 0; c < units; c++) p[from + c] = Math.exp(z[from + c] - log);
  }
  return p;
}

/** Read from the numbers that came back, never from a comparison on the GPU: WGSL may assume that there is no NaN. */
export const diverged = (loss: number): boolean => !(Math.abs(loss) < ABSURD);
