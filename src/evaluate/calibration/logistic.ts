import { cholesky, inverseOf, solveWith } from '../symmetric';

export interface LogisticFit {
  /** Intercept first. */
  coefficients: Float64Array;
  /** The inverse of the information, [coefficients, coefficients] row-major. */
  covariance: Float64Array;
  logLikelihood: number;
}

const STEPS = 60;
const NEAR = 1e-9;

/**
 * Maximum-likelihood logistic regression with an intercept, by Newton's method with halved steps, in float64: the one
 * fit behind calibration, updates to another hospital, scores and odds ratios. `x`: a column a predictor, each [n];
 * `y`: 1, 0, or a share between; none for the intercept alone. `offset` [n] is added to the linear predictor. Null
 * where there is no such fit: one class, a predictor that does not vary or that others make up, or separation, complete
 * or not, in which the likelihood has no summit (Albert & Anderson, Biometrika 1984;71:1).
 */
export function fitLogistic(
  x: ArrayLike<number>[],
  y: ArrayLike<number>,
  offset?: ArrayLike<number>,
): LogisticFit | null {
  const width = x.length + 1;
  let coefficients = new Float64Array(width);
  let here = look(x, y, offset, coefficients);
  for (let step = 0; step < STEPS; step++) {
    const factor = cholesky(here.information, width);
    if (!factor) return null;
    const move = solveWith(factor, width, here.score);
    const largest = move.reduce(
      (most, m, j) => Math.max(most, Math.abs(m) / (1 + Math.abs(coefficients[j]))),
      0,
    );
    if (!Number.isFinite(largest)) return null;
    let share = 1;
    let next = coefficients.map((value, j) => value + move[j]);
    let there = look(x, y, offset, next);
    while (!(there.logLikelihood >= here.logLikelihood - 1e-10) && share > 1e-6) {
      share /= 2;
      next = coefficients.map((value, j) => value + share * move[j]);
      there = look(x, y, offset, next);
    }
    coefficients = next;
    here = there;
    if (largest < NEAR) {
      const last = cholesky(here.information, width);
      return last && { coefficients, covariance: inverseOf(last, width), logLikelihood: here.logLikelihood };
    }
  }
  return null;
}

/** Log-likelihood with its first and (negative) second derivatives. */
function look(
  x: ArrayLike<number>[],
  y: ArrayLike<number>,
  offset: ArrayLike<number> | undefined,
  b: Float64Array,
) {
  const width = b.length;
  const score = new Float64Array(width);
  const information = new Float64Array(width * width);
  const row = new Float64Array(width);
  row[0] = 1;
  let logLikelihood = 0;
  for (let i = 0; i < y.length; i++) {
    let eta = b[0] + (offset ? offset[i] : 0);
    for (let j = 1; j < width; j++) {
      row[j] = x[j - 1][i];
      eta += b[j] * row[j];
    }
    const risk = 1 / (1 + Math.exp(-eta));
    const truth = y[i];
    // log(1 + e^-|eta|) never overflows.
    logLikelihood += truth * eta - Math.max(eta, 0) - Math.log1p(Math.exp(-Math.abs(eta)));
    const variance = risk * (1 - risk);
    for (let j = 0; j < width; j++) {
      score[j] += (truth - risk) * row[j];
      const weighted = variance * row[j];
      for (let k = 0; k <= j; k++) information[j * width + k] += weighted * row[k];
    }
  }
  for (let j = 0; j < width; j++)
    for (let k = 0; k < j; k++) information[k * width + j] = information[j * width + k];
  return { score, information, logLikelihood };
}
