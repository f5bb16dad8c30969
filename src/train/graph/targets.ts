import type { NetSpec } from '../../models/family';
import type { GraphSpec } from '../../models/graph';

type Loss = NetSpec['loss'];

/** What a batch is to come to. `t`: soft targets [n, units]; `w`: weight of each row in the loss [n]. */
export interface Targets {
  t: Float32Array;
  w: Float32Array;
}

/** Pairs of a batch that are mixed: row i is share[i] of itself and the rest of row partner[i]. */
export interface Mix {
  partner: Uint32Array;
  share: Float32Array;
}

/**
 * Targets of a batch. `y`: class index or value a row, `w`: class weights or none. binary: one unit, the smoothed
 * label; softmax: a distribution; mse: the value. Smoothing e moves a label to (1 - e) label + e / classes
 * (Szegedy et al. 2016). Mixed rows (mixup, Zhang et al. 2018): the mean of both losses, which is the loss of the
 * mean target, weights counted in.
 */
export function softTargets(
  loss: Loss,
  units: number,
  smoothing: number,
  y: Float32Array,
  w: Float32Array | null,
  mix: Mix | null,
): Targets {
  const n = y.length;
  const hard = new Float32Array(n * units);
  const classes = loss === 'binary' ? 2 : units;
  const rest = smoothing / classes;
  for (let i = 0; i < n; i++) {
    if (loss === 'softmax')
      for (let u = 0; u < units; u++) hard[i * units + u] = rest + (u === y[i] ? 1 - smoothing : 0);
    else hard[i] = loss === 'mse' ? y[i] : rest + y[i] * (1 - smoothing);
  }
  const weights = w ? Float32Array.from(w) : new Float32Array(n).fill(1);
  if (!mix) return { t: hard, w: weights };
  const t = new Float32Array(n * units);
  const mixed = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const j = mix.partner[i];
    const [a, b] = [mix.share[i] * weights[i], (1 - mix.share[i]) * weights[j]];
    mixed[i] = a + b;
    for (let u = 0; u < units; u++)
      t[i * units + u] = (a * hard[i * units + u] + b * hard[j * units + u]) / (a + b);
  }
  return { t, w: mixed };
}

/** Sum of the rows' losses, float64. `z`: logits [n, units]; `t`, `w`: as `softTargets` gives them. */
export function softLossSum(loss: Loss, z: ArrayLike<number>, { t, w }: Targets, units: number): number {
  let sum = 0;
  for (let i = 0; i < w.length; i++) {
    const at = i * units;
    // Cross-entropy of sigmoid(z) without overflow: max(z, 0) - z t + log(1 + exp(-|z|)).
    if (loss === 'binary')
      sum += w[i] * (Math.max(z[i], 0) - z[i] * t[i] + Math.log1p(Math.exp(-Math.abs(z[i]))));
    else if (loss === 'mse') sum += w[i] * (z[i] - t[i]) ** 2;
    else {
      let top = Number.NEGATIVE_INFINITY;
      for (let u = 0; u < units; u++) top = Math.max(top, z[at + u]);
      let exponents = 0;
      let aim = 0;
      for (let u = 0; u < units; u++) {
        exponents += Math.exp(z[at + u] - top);
        aim += t[at + u] * (z[at + u] - top);
      }
      sum += w[i] * (Math.log(exponents) - aim);
    }
  }
  return sum;
}

/** d(mean loss of the batch)/d(logits) [n, units]. */
export function lossGradient(
  loss: Loss,
  z: ArrayLike<number>,
  { t, w }: Targets,
  units: number,
): Float64Array {
  const n = w.length;
  const out = new Float64Array(n * units);
  for (let i = 0; i < n; i++) {
    const at = i * units;
    const scale = (w[i] * (loss === 'mse' ? 2 : 1)) / n;
    let top = Number.NEGATIVE_INFINITY;
    for (let u = 0; u < units; u++) top = Math.max(top, z[at + u]);
    let sum = 0;
    for (let u = 0; u < units; u++) sum += Math.exp(z[at + u] - top);
    for (let u = 0; u < units; u++) {
      const p =
        loss === 'mse'
          ? z[at + u]
          : loss === 'binary'
            ? 1 / (1 + Math.exp(-z[at]))
            : Math.exp(z[at + u] - top) / sum;
      out[at + u] = scale * (p - t[at + u]);
    }
  }
  return out;
}

/**
 * The direction in the logits that Grad-CAM explains, [units]. `unit` is a class; a binary net has one logit, which
 * speaks for class 1 and, turned round, for class 0.
 */
export function explainedLogit(spec: GraphSpec, units: number, unit: number): Float32Array {
  const direction = new Float32Array(units);
  if (spec.loss === 'binary') direction[0] = unit === 0 ? -1 : 1;
  else direction[unit] = 1;
  return direction;
}
