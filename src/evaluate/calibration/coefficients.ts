import type { Estimate } from '../../study/events';
import { wald } from '../interval';
import type { Sample } from '../sample';
import type { Statistics } from '../statistics';
import { fitLogistic, type LogisticFit } from './logistic';
import { logits } from './logit';

/** Observed against predicted on the scale of log odds (Cox 1958; Steyerberg 2019, 15.3). */
export interface CalibrationFits {
  /** Of the model's log odds with their slope fixed at 1: calibration in the large; 0 is ideal. */
  intercept: LogisticFit | null;
  /** With the slope fitted too; 1 is ideal. Null where it cannot be: equal risks, or complete separation. */
  slope: LogisticFit | null;
}

export function calibrationFits(y: ArrayLike<number>, p: ArrayLike<number>): CalibrationFits {
  const x = logits(p);
  return { intercept: fitLogistic([], y, x), slope: fitLogistic([x], y) };
}

/** With Wald intervals; what cannot be fitted is absent. */
export function calibrationCoefficients({ intercept, slope }: CalibrationFits): Map<string, Estimate> {
  const found = new Map<string, Estimate>();
  const of = ({ coefficients, covariance }: LogisticFit, j: number) =>
    wald(coefficients[j], Math.sqrt(covariance[j * coefficients.length + j]));
  if (intercept) found.set('calibrationIntercept', of(intercept, 0));
  if (slope) found.set('calibrationSlope', of(slope, 1));
  return found;
}

/**
 * Both as functions of the draws, by the one-step bootstrap (Moulton & Zeger, Comput Stat Data Anal 1991;11:53): one
 * Newton step of the drawn sample from the fit of the whole one. It needs sums over patients only, so it costs no more
 * than a mean. Its percentile interval is more symmetric than one of full fits, whose slopes lean upwards in small
 * samples: simulated with 100 rows, and 75 patients of two, it held the true slope 94 and 95 times of 100, theirs 92
 * and 93. Where there is no fit, not defined.
 */
export function calibrationStatistics({ y, p, unit, n, patients }: Sample): Statistics {
  const x = logits(p);
  const fits = calibrationFits(y, p);
  const a = fits.intercept?.coefficients[0] ?? Number.NaN;
  const [b, c] = fits.slope?.coefficients ?? [Number.NaN, Number.NaN];
  // A patient's share of the scores and informations: [u, v] of the intercept alone, [u0, u1, i00, i01, i11] of both.
  const WIDTH = 7;
  const parts = new Float64Array(patients * WIDTH);
  for (let i = 0; i < n; i++) {
    const at = unit[i] * WIDTH;
    const alone = 1 / (1 + Math.exp(-a - x[i]));
    parts[at] += y[i] - alone;
    parts[at + 1] += alone * (1 - alone);
    const risk = 1 / (1 + Math.exp(-b - c * x[i]));
    const variance = risk * (1 - risk);
    parts[at + 2] += y[i] - risk;
    parts[at + 3] += (y[i] - risk) * x[i];
    parts[at + 4] += variance;
    parts[at + 5] += variance * x[i];
    parts[at + 6] += variance * x[i] * x[i];
  }
  const values = new Float64Array(2);
  return {
    names: ['calibrationIntercept', 'calibrationSlope'],
    of(draws) {
      let [u, v, u0, u1, i00, i01, i11] = [0, 0, 0, 0, 0, 0, 0];
      for (let patient = 0, at = 0; patient < patients; patient++, at += WIDTH) {
        const times = draws[patient];
        u += times * parts[at];
        v += times * parts[at + 1];
        u0 += times * parts[at + 2];
        u1 += times * parts[at + 3];
        i00 += times * parts[at + 4];
        i01 += times * parts[at + 5];
        i11 += times * parts[at + 6];
      }
      values[0] = a + u / v;
      values[1] = c + (i00 * u1 - i01 * u0) / (i00 * i11 - i01 * i01);
      return values;
    },
  };
}
