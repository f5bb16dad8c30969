import type { CalibrationResult } from '../../study/results/evaluation';
import { Z95 } from '../auroc';
import { quantile } from '../bootstrap';
import { wilson } from '../wilson';
import { type LocalFit, localFit } from './loess';

type Curve = CalibrationResult['curve'];

/** Fewer rows than this have groups alone: a smooth line would be drawn from nothing. */
const LEAST = 20;
/** Places of the curve: as many evenly over the range, and as many evenly over the rows. */
const PLACES = 41;

interface Pairs {
  /** Ascending. */
  p: Float64Array;
  y: Float64Array;
  unit: Int32Array;
  patients: number;
}

/**
 * The smooth calibration curve: loess of the outcome on the prediction (Austin & Steyerberg, Stat Med 2014;33:517)
 * between the 1st and the 99th percentile of predictions, with pointwise 95 % limits. Of a risk they are Wilson's at as
 * many rows as the fit is worth there, 1 / sum of squared weights; rows of one patient are not independent, and that
 * number falls by their design effect. Of a value they are ± 1.96 standard errors from the residuals, a patient a
 * time. Empty with fewer than 20 rows, or where all predictions are equal; without the places that no prediction is near.
 */
export function calibrationCurve({ p, y, unit, patients }: Pairs, binary: boolean): Curve {
  const n = p.length;
  if (n < LEAST || p[0] === p[n - 1]) return [];
  const fits: (LocalFit & { at: number })[] = [];
  for (const at of placesOf(p)) {
    const fit = localFit(p, y, at, fits.at(-1)?.from);
    if (fit) fits.push({ at, ...fit });
  }
  if (fits.length === 0) return [];
  const residual = residuals(
    p,
    y,
    fits.map(({ at }) => at),
    fits.map(({ value }) => value),
  );
  const perPatient = new Float64Array(patients);
  return fits.map(({ at, value, from, weights }) => {
    perPatient.fill(0);
    let squares = 0;
    let independent = 0;
    for (let i = 0; i < weights.length; i++) {
      const pull = weights[i] * residual[from + i];
      squares += weights[i] * weights[i];
      independent += pull * pull;
      perPatient[unit[from + i]] += pull;
    }
    let variance = 0;
    for (const sum of perPatient) variance += sum * sum;
    if (!binary) {
      const half = Z95 * Math.sqrt(variance);
      return { at, observed: value, low: value - half, high: value + half };
    }
    const observed = Math.min(1, Math.max(0, value));
    const design = independent > 0 ? Math.max(1, variance / independent) : 1;
    const worth = 1 / squares / (patients < n ? design : 1);
    return { at, observed, ...wilson(observed * worth, worth) };
  });
}

function placesOf(p: Float64Array): number[] {
  const [low, high] = [quantile(p, 0.01), quantile(p, 0.99)];
  const places = Array.from({ length: PLACES }, (_, i) => [
    low + ((high - low) * i) / (PLACES - 1),
    quantile(p, 0.01 + (0.98 * i) / (PLACES - 1)),
  ]).flat();
  return [...new Set(places)].sort((a, b) => a - b);
}

/** Outcome minus the curve, which is straight between its places and level beyond them. */
function residuals(p: Float64Array, y: Float64Array, places: number[], values: number[]): Float64Array {
  let j = 0;
  return y.map((outcome, i) => {
    while (j + 2 < places.length && p[i] > places[j + 1]) j++;
    if (places.length === 1) return outcome - values[0];
    const share = Math.min(1, Math.max(0, (p[i] - places[j]) / (places[j + 1] - places[j])));
    return outcome - (values[j] + share * (values[j + 1] - values[j]));
  });
}
