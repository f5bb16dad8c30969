import { cholesky, inverseOf, solveWith } from '../symmetric';
import { fitFirth } from './firth';
import { type Design, designOf, type Fitted, information, type Rows, sandwich, unscaled, wald } from './fit';
import { expit, predictors, softplus } from './likelihood';

const MOST_STEPS = 25;
/** On the scale of columns with SD 1. */
const CONVERGED = 1e-8;

/**
 * Logistic regression by maximum likelihood (Newton), not penalized, with Wald's intervals; by patients' sandwich where
 * rows are clustered. Where the coefficients do not settle, a combination of columns separates the outcome and the
 * estimate is infinite (Albert & Anderson 1984): then Firth's penalized likelihood. Null where there is only one
 * outcome, or no more rows than coefficients.
 */
export function fitLogistic(rows: Rows): Fitted | null {
  const design = designOf(rows);
  const { n, q } = design;
  const events = rows.y.reduce((sum, y) => sum + y, 0);
  if (events === 0 || events === n || n <= q) return null;
  const found = newton(design, rows.y);
  if (!found) return fitFirth(rows, design);
  const { beta, bread, residual } = found;
  const covariance = rows.cluster ? sandwich(design, bread, residual, rows.cluster).covariance : bread;
  return {
    firth: false,
    coefficients: unscaled(rows, design, (a) => wald(beta[a], Math.sqrt(covariance[a * q + a]), null)),
  };
}

/** Null where it does not converge. */
function newton(
  design: Design,
  y: Float64Array,
): { beta: Float64Array; bread: Float64Array; residual: Float64Array } | null {
  const { n, q, z } = design;
  let beta = new Float64Array(q);
  let loss = lossOf(predictors(design, beta), y);
  for (let step = 0; step < MOST_STEPS; step++) {
    const p = predictors(design, beta).map(expit);
    const residual = p.map((value, i) => y[i] - value);
    const factor = cholesky(
      information(
        design,
        p.map((value) => value * (1 - value)),
      ),
      q,
    );
    if (!factor) return null;
    const score = new Float64Array(q);
    for (let i = 0; i < n; i++) for (let a = 0; a < q; a++) score[a] += z[i * q + a] * residual[i];
    const move = solveWith(factor, q, score);
    if (move.every((value) => Math.abs(value) < CONVERGED))
      return { beta, bread: inverseOf(factor, q), residual };
    for (let share = 1; share > 1e-4; share /= 2) {
      const next = beta.map((value, a) => value + share * move[a]);
      const nextLoss = lossOf(predictors(design, next), y);
      if (nextLoss <= loss + 1e-12 * Math.abs(loss) || share < 2e-4) {
        beta = next;
        loss = nextLoss;
        break;
      }
    }
  }
  return null;
}

const lossOf = (eta: Float64Array, y: Float64Array): number =>
  eta.reduce((sum, value, i) => sum + softplus(value) - y[i] * value, 0);
