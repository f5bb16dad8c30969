import { normalQuantile } from '../../prep/normal-quantile';
import { maxR2 } from './development';

/** Steps of the trapezoid rule over ±9 SD, far beyond what float64 can tell. */
const STEPS = 2000;
const REACH = 9;

/**
 * Cox-Snell's R² of a model with this AUROC: Riley, Van Calster & Collins, Stat Med 2021;40:859. Their linear
 * predictor is normal among people with and without the outcome, of the same SD; they simulate a million people, this
 * integrates over the two normals, in which the true risk is known. `auroc` above 0.5 and below 1.
 */
export function r2FromAuroc(auroc: number, prevalence: number): number {
  const shift = Math.SQRT2 * normalQuantile(auroc);
  const logit = Math.log(prevalence / (1 - prevalence));
  // log(1 + e^z) without overflow.
  const soft = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  let gain = 0;
  const step = (2 * REACH + shift) / STEPS;
  for (let i = 0; i <= STEPS; i++) {
    const x = -REACH + i * step;
    const z = logit + shift * x - shift ** 2 / 2;
    const without = (1 - prevalence) * Math.exp(-(x ** 2) / 2);
    const withIt = prevalence * Math.exp(-((x - shift) ** 2) / 2);
    gain -= (without * soft(z) + withIt * soft(-z)) * step;
  }
  const model = gain / Math.sqrt(2 * Math.PI);
  const nothing = prevalence * Math.log(prevalence) + (1 - prevalence) * Math.log(1 - prevalence);
  return Math.min(1 - Math.exp(-2 * (model - nothing)), maxR2(prevalence));
}
