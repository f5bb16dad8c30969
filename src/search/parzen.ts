import { normalCdf } from '../prep/normal-cdf';
import { normalQuantile } from '../prep/normal-quantile';
import type { Rng } from '../study/random';

/**
 * A density over one hyperparameter, from where it was tried: a mixture of one kernel an observation and a wide prior
 * (Bergstra et al., NeurIPS 2011), with the widths and weights that Optuna 4 gives them, so that fixtures of Optuna
 * test it.
 */
export interface Parzen {
  draw(rng: Rng): number;
  /** Natural logarithm of the density, or of the probability where values stand apart. */
  logDensity(value: number): number;
}

/** Old observations count less: the last 25 fully, those before ever less. */
const RECENT = 25;
/** No kernel is narrower than this share of the range. */
const NARROWEST = 100;

function weightsOf(n: number): Float64Array {
  const weights = new Float64Array(n + 1).fill(1);
  const old = n - RECENT;
  for (let i = 0; i < old; i++) weights[i] = old === 1 ? 1 / n : 1 / n + (i / (old - 1)) * (1 - 1 / n);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

const pick = (weights: ArrayLike<number>, uniform: number): number => {
  let left = uniform;
  for (let i = 0; i < weights.length - 1; i++) {
    left -= weights[i];
    if (left < 0) return i;
  }
  return weights.length - 1;
};

/** Of `choices` values by their places; `observed` in the order of their trials. */
export function categoricalParzen(observed: readonly number[], choices: number): Parzen {
  const kernels = observed.length + 1;
  const weights = weightsOf(observed.length);
  const share = new Float64Array(choices);
  // A kernel is its observation and, spread evenly, one part in all of the prior.
  const whole = 1 + choices / kernels;
  weights.forEach((weight, k) => {
    const seen = observed[k];
    for (let c = 0; c < choices; c++)
      share[c] +=
        seen === undefined ? weight / choices : (weight * (Number(c === seen) + 1 / kernels)) / whole;
  });
  return { draw: (rng) => pick(share, rng.next()), logDensity: (value) => Math.log(share[value]) };
}

/** A range; `step`: of values that stand apart. */
export interface Range {
  low: number;
  high: number;
  step?: number;
}

/** Distance to the farther neighbour, the prior's centre being one of them; no wider than the range. */
function widthsOf(observed: readonly number[], low: number, high: number): number[] {
  const centre = (low + high) / 2;
  const all = [...observed, centre];
  const order = all.map((_, i) => i).sort((a, b) => all[a] - all[b] || a - b);
  const last = order.length - 1;
  const narrowest = (high - low) / Math.min(NARROWEST, 2 + observed.length);
  const widths = new Array<number>(all.length);
  order.forEach((at, place) => {
    const before = place > 0 ? all[at] - all[order[place - 1]] : undefined;
    const after = place < last ? all[order[place + 1]] - all[at] : undefined;
    const own = Math.max(before ?? 0, after ?? 0);
    widths[at] = Math.min(high - low, Math.max(narrowest, own));
  });
  return widths.slice(0, observed.length);
}

/** Normal kernels cut off at the ends of the range; `observed` in the order of their trials, within it. */
export function numericalParzen(observed: readonly number[], { low, high, step }: Range): Parzen {
  const half = (step ?? 0) / 2;
  const [from, to] = [low - half, high + half];
  const centres = [...observed, (low + high) / 2];
  const widths = [...widthsOf(observed, from, to), to - from];
  const weights = weightsOf(observed.length);
  const inside = centres.map(
    (mu, k) => normalCdf((to - mu) / widths[k]) - normalCdf((from - mu) / widths[k]),
  );
  const densityOf = (value: number, k: number): number => {
    const z = (value - centres[k]) / widths[k];
    if (step === undefined) return Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * widths[k] * inside[k]);
    const upper = normalCdf((value + half - centres[k]) / widths[k]);
    return (upper - normalCdf((value - half - centres[k]) / widths[k])) / inside[k];
  };
  return {
    draw(rng) {
      const k = pick(weights, rng.next());
      const lowest = normalCdf((from - centres[k]) / widths[k]);
      const z = normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, lowest + rng.next() * inside[k])));
      const value = Math.min(to, Math.max(from, centres[k] + z * widths[k]));
      if (step === undefined) return value;
      return Math.min(high, Math.max(low, low + Math.round((value - low) / step) * step));
    },
    logDensity: (value) =>
      Math.log(weights.reduce((sum, weight, k) => sum + weight * densityOf(value, k), 0)),
  };
}
