import { fitLogistic } from '../../evaluate/calibration/logistic';
import { fitFirth } from './firth';
import { type Design, designOf, type Fitted, type Rows, sandwich, unscaled, wald } from './fit';
import { expit, predictors } from './likelihood';

/**
 * Logistic regression by maximum likelihood, not penalized, with Wald's intervals; by patients' sandwich where rows
 * are clustered. A column that others make up is left out beforehand, so where there is no fit a combination of columns
 * separates the outcome and the estimate is infinite: then Firth's penalized likelihood. Null where there is only one
 * outcome, or no more rows than coefficients.
 */
export function fitOdds(rows: Rows): Fitted | null {
  const design = designOf(rows);
  const { n, q } = design;
  const { y, cluster } = rows;
  const events = y.reduce((sum, value) => sum + value, 0);
  if (events === 0 || events === n || n <= q) return null;
  const fit = fitLogistic(columnsOf(design), y);
  if (!fit) return fitFirth(rows, design);
  const { coefficients, covariance: bread } = fit;
  const residual = predictors(design, coefficients).map((eta, i) => y[i] - expit(eta));
  const covariance = cluster ? sandwich(design, bread, residual, cluster).covariance : bread;
  return {
    firth: false,
    coefficients: unscaled(rows, design, (a) =>
      wald(coefficients[a], Math.sqrt(covariance[a * q + a]), null),
    ),
  };
}

/** The design's columns but the intercept, each [n]. */
const columnsOf = ({ n, q, z }: Design): Float64Array[] =>
  Array.from({ length: q - 1 }, (_, a) => Float64Array.from({ length: n }, (_, i) => z[i * q + a + 1]));
