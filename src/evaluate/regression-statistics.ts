import type { Sample } from './sample';
import type { Statistics } from './statistics';

/** Limits of agreement lie so many standard deviations from the bias (Bland & Altman 1999). */
export const LIMITS = 1.96;

/**
 * Every measure of a model of a number, in the outcome's unit: rmse, mae; r2 = 1 - SSE/SST; calibrationIntercept, the
 * mean of observed minus predicted (the slope fixed at 1), and calibrationSlope of observed on predicted by least
 * squares; bias, predicted minus observed, with its limits of agreement.
 */
export function regressionMeasures({ y, p, unit, n }: Pick<Sample, 'y' | 'p' | 'unit' | 'n'>): Statistics {
  const names = [
    'rmse',
    'mae',
    'r2',
    'calibrationIntercept',
    'calibrationSlope',
    'bias',
    'agreementLower',
    'agreementUpper',
  ];
  const values = new Float64Array(names.length);
  // Sums of squares about a number near the mean lose no digits.
  const centre = y.reduce((sum, value) => sum + value, 0) / n;
  return {
    names,
    of(draws) {
      let [rows, sy, sp, syy, spp, spy, absolute] = [0, 0, 0, 0, 0, 0, 0];
      for (let i = 0; i < n; i++) {
        const times = draws[unit[i]];
        const a = y[i] - centre;
        const b = p[i] - centre;
        rows += times;
        sy += times * a;
        sp += times * b;
        syy += times * a * a;
        spp += times * b * b;
        spy += times * a * b;
        absolute += times * Math.abs(a - b);
      }
      const sse = Math.max(0, syy - 2 * spy + spp);
      const sst = syy - (sy * sy) / rows;
      const spread = spp - (sp * sp) / rows;
      const bias = (sp - sy) / rows;
      const sd = Math.sqrt(Math.max(0, sse - rows * bias * bias) / (rows - 1));
      values[0] = Math.sqrt(sse / rows);
      values[1] = absolute / rows;
      values[2] = sst > 1e-12 * syy ? 1 - sse / sst : Number.NaN;
      values[3] = -bias;
      values[4] = spread > 1e-12 * spp ? (spy - (sp * sy) / rows) / spread : Number.NaN;
      values[5] = bias;
      values[6] = bias - LIMITS * sd;
      values[7] = bias + LIMITS * sd;
      return values;
    },
  };
}

/** Standard errors of what has one in closed form, where rows are independent. Needs three rows. */
export function regressionErrors({ y, p, n }: Pick<Sample, 'y' | 'p' | 'n'>): {
  calibrationIntercept: number;
  calibrationSlope: number;
  bias: number;
  limit: number;
} {
  const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / n;
  const [my, mp] = [mean(y), mean(p)];
  let [spp, spy, sdd] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    spp += (p[i] - mp) ** 2;
    spy += (p[i] - mp) * (y[i] - my);
    sdd += (p[i] - mp - (y[i] - my)) ** 2;
  }
  const slope = spy / spp;
  let left = 0;
  for (let i = 0; i < n; i++) left += (y[i] - my - slope * (p[i] - mp)) ** 2;
  const sd = Math.sqrt(sdd / (n - 1));
  return {
    calibrationIntercept: sd / Math.sqrt(n),
    calibrationSlope: Math.sqrt(left / (n - 2) / spp),
    bias: sd / Math.sqrt(n),
    limit: sd * Math.sqrt(1 / n + LIMITS ** 2 / (2 * (n - 1))),
  };
}
