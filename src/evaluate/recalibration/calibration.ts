import type { Target } from '../../data/dataset';
import type { Recalibration } from '../../study/evaluation-plan';
import { fitLogistic } from '../calibration/logistic';
import { fitIsotonic, onStair } from './isotonic';
import { expit, logit } from './log-odds';
import { fitTemperature, scoresOf, softmaxRow } from './temperature';

/**
 * How a model's probabilities become calibrated ones. platt: logit p' = intercept + slope logit p. isotonic: straight
 * between corners (`from`, `to`). temperature: scores are divided by it.
 */
export type Calibration =
  | { kind: 'platt'; intercept: number; slope: number }
  | { kind: 'isotonic'; from: number[]; to: number[] }
  | { kind: 'temperature'; temperature: number };

/** What can be fitted to an outcome of this kind; numbers are not recalibrated. */
export const RECALIBRATIONS_OF: Record<Target['kind'], readonly Exclude<Recalibration, 'none'>[]> = {
  binary: ['platt', 'isotonic', 'temperature'],
  multiclass: ['temperature'],
  regression: [],
};

/** Isotonic regression overfits below some thousand rows (Niculescu-Mizil & Caruana, ICML 2005). */
const ENOUGH_ROWS = 1000;
/** Of the rarer class: each level of the stair is a proportion of a part of them. */
const ENOUGH_OF_A_CLASS = 100;

function eventsIn(y: ArrayLike<number>): number {
  let events = 0;
  for (let i = 0; i < y.length; i++) events += y[i] === 1 ? 1 : 0;
  return events;
}

/** True where a free form follows the noise of so few rows: events, or non-events. */
export function tooFewFor(kind: Recalibration, y: ArrayLike<number>): boolean {
  if (kind !== 'isotonic') return false;
  const events = eventsIn(y);
  return y.length < ENOUGH_ROWS || Math.min(events, y.length - events) < ENOUGH_OF_A_CLASS;
}

/**
 * A calibration fitted to predictions that the rows had no part in. `p`: [n] of class 1, or [n, classes]; `y`: class
 * indices. Null where there is none to fit: kind none, one not for this outcome, or predictions that have no
 * relation to the outcome, or run against it, which no calibration can mend without turning them round.
 */
export function fitCalibration(
  kind: Recalibration,
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  classes: number,
): Calibration | null {
  const outcome = classes === 0 ? 'regression' : p.length === y.length ? 'binary' : 'multiclass';
  if (kind === 'none' || !RECALIBRATIONS_OF[outcome].includes(kind)) return null;
  if (new Set(Array.from(y)).size < 2) return null;
  switch (kind) {
    case 'platt':
      return fitPlatt(y, p);
    case 'isotonic': {
      const corners = fitIsotonic(y, p);
      return corners.to[0] < corners.to[corners.to.length - 1] ? { kind, ...corners } : null;
    }
    case 'temperature': {
      const temperature = fitTemperature(y, p);
      return temperature === null ? null : { kind, temperature };
    }
  }
}

/**
 * A logistic regression on the log odds by maximum likelihood; where a cut parts the classes and there is no maximum,
 * with Platt's own targets (1999), which count one more row of each class.
 */
function fitPlatt(y: ArrayLike<number>, p: ArrayLike<number>): Calibration | null {
  const x = Float64Array.from(p, logit);
  const line = fitLogistic([x], y) ?? fitLogistic([x], softened(y));
  if (!line || !(line.coefficients[1] > 0)) return null;
  const [intercept, slope] = line.coefficients;
  return { kind: 'platt', intercept, slope };
}

/** Platt's targets, short of 1 and 0 by as much as a prior of one row of each class makes of them. */
function softened(y: ArrayLike<number>): Float64Array {
  const events = eventsIn(y);
  const [high, low] = [(events + 1) / (events + 2), 1 / (y.length - events + 2)];
  return Float64Array.from(y, (value) => (value === 1 ? high : low));
}

/** Calibrated probabilities, shaped as `p`. */
export function applyCalibration(
  calibration: Calibration,
  p: ArrayLike<number>,
  classes: number,
): Float64Array {
  switch (calibration.kind) {
    case 'platt':
      return Float64Array.from(p, (value) => expit(calibration.intercept + calibration.slope * logit(value)));
    case 'isotonic':
      return Float64Array.from(p, (value) => onStair(calibration.from, calibration.to, value));
    case 'temperature':
      return tempered(p, calibration.temperature, classes);
  }
}

/** Predictions as they are reported: calibrated where there is something to calibrate with. */
export const calibrated = (
  calibration: Calibration | null,
  p: Float32Array,
  classes: number,
): Float32Array => (calibration ? Float32Array.from(applyCalibration(calibration, p, classes)) : p);

function tempered(p: ArrayLike<number>, temperature: number, classes: number): Float64Array {
  if (classes <= 2) return Float64Array.from(p, (value) => expit(logit(value) / temperature));
  const scores = scoresOf(p, p.length / classes).map((value) => value / temperature);
  const out = new Float64Array(p.length);
  for (let from = 0; from < p.length; from += classes)
    out.set(softmaxRow(scores.subarray(from, from + classes)), from);
  return out;
}
