export interface LogisticFit {
  /** Intercept first. */
  coefficients: number[];
  covariance: number[][];
  logLikelihood: number;
}

const STEPS = 60;
const NEAR = 1e-9;

/**
 * Maximum-likelihood logistic regression with an intercept, by Newton's method with halved steps, in float64. `x`: a
 * column a predictor, each [n]; none for the intercept alone. `offset` [n] is added to the linear predictor. Null where
 * there is no such fit: one class, a predictor that does not vary, or complete separation, in which the likelihood has
 * no summit.
 */
export function fitLogistic(
  x: ArrayLike<number>[],
  y: ArrayLike<number>,
  offset?: ArrayLike<number>,
): LogisticFit | null {
  const width = x.length + 1;
  let coefficients = new Array<number>(width).fill(0);
  let here = look(x, y, offset, coefficients);
  for (let step = 0; step < STEPS; step++) {
    const covariance = inverse(here.information);
    if (!covariance) return null;
    const move = covariance.map((row) => row.reduce((sum, value, j) => sum + value * here.score[j], 0));
    const largest = Math.max(...move.map((m, j) => Math.abs(m) / (1 + Math.abs(coefficients[j]))));
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
      const final = inverse(here.information);
      return final && { coefficients, covariance: final, logLikelihood: here.logLikelihood };
    }
  }
  return null;
}

/** Log-likelihood with its first and (negative) second derivatives. */
function look(
  x: ArrayLike<number>[],
  y: ArrayLike<number>,
  offset: ArrayLike<number> | undefined,
  b: number[],
) {
  const width = b.length;
  const score = new Array<number>(width).fill(0);
  const information = Array.from({ length: width }, () => new Array<number>(width).fill(0));
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
    const truth = y[i] === 1 ? 1 : 0;
    // log(1 + e^-|eta|) never overflows.
    logLikelihood += truth * eta - Math.max(eta, 0) - Math.log1p(Math.exp(-Math.abs(eta)));
    const variance = risk * (1 - risk);
    for (let j = 0; j < width; j++) {
      score[j] += (truth - risk) * row[j];
      for (let k = 0; k <= j; k++) information[j][k] += variance * row[j] * row[k];
    }
  }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) information[k][j] = information[j][k];
  return { score, information, logLikelihood };
}

/** Of a symmetric matrix, by Gauss-Jordan; null where it is singular beside its own size. */
function inverse(matrix: number[][]): number[][] | null {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    // Positive definite: the diagonal is the pivot. What is left of it tells how far the column follows from others.
    if (!(work[i][i] > 1e-12 * matrix[i][i])) return null;
    const pivot = work[i][i];
    for (let k = 0; k < 2 * n; k++) work[i][k] /= pivot;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const factor = work[j][i];
      for (let k = 0; k < 2 * n; k++) work[j][k] -= factor * work[i][k];
    }
  }
  return work.map((row) => row.slice(n));
}
