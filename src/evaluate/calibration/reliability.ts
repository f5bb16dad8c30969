import { chiSquareTail } from '../distributions';
import { fitLogistic } from './logistic';
import { logits } from './logit';

/**
 * Indices of Harrell's `val.prob` (Miller, Hui & Tierney, Stat Med 1991;10:1213): the likelihood of the predictions as
 * they are and once intercept and slope are fitted to them. Null where these cannot be fitted.
 */
export interface Reliability {
  /** Fitted together with the slope, unlike calibration in the large. */
  intercept: number;
  slope: number;
  /** Chi-square of the fitted predictions against the prevalence alone. */
  likelihoodRatio: number;
  /** Discrimination: (likelihood ratio - 1) / n. */
  discrimination: number;
  /** Unreliability, its chi-square with two degrees of freedom, and p of intercept 0 and slope 1. */
  unreliability: number;
  unreliabilityChiSquare: number;
  p: number;
  /** Discrimination minus unreliability. */
  quality: number;
  /** Nagelkerke's R² of the fitted predictions. */
  r2: number;
}

export function reliability(y: ArrayLike<number>, p: ArrayLike<number>): Reliability | null {
  const x = logits(p);
  const n = y.length;
  const fit = fitLogistic([x], y);
  const none = fitLogistic([], y);
  if (!fit || !none) return null;
  let asTheyAre = 0;
  for (let i = 0; i < n; i++)
    asTheyAre += y[i] * x[i] - Math.max(x[i], 0) - Math.log1p(Math.exp(-Math.abs(x[i])));
  const likelihoodRatio = 2 * (fit.logLikelihood - none.logLikelihood);
  const chiSquare = 2 * (fit.logLikelihood - asTheyAre);
  const discrimination = (likelihoodRatio - 1) / n;
  const unreliability = (chiSquare - 2) / n;
  return {
    intercept: fit.coefficients[0],
    slope: fit.coefficients[1],
    likelihoodRatio,
    discrimination,
    unreliability,
    unreliabilityChiSquare: chiSquare,
    p: chiSquareTail(chiSquare, 2),
    quality: discrimination - unreliability,
    r2: (1 - Math.exp(-likelihoodRatio / n)) / (1 - Math.exp((2 * none.logLikelihood) / n)),
  };
}
