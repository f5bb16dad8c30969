import { aurocError } from './expected-interval';

/** As the R package pmvalsampsize: 1.96, and the standard error of ln(O/E) in steps of this size. */
const Z = 1.96;
const STEP = 0.0001;

/**
 * People that external validation needs for a 95 % interval of O/E (at a true O/E of 1) no wider than `width`: Riley
 * et al., Stat Med 2021;40:4230 (criterion 1 of pmvalsampsize).
 */
export function rowsForOe(prevalence: number, width: number): number {
  const exact = Math.asinh(width / 2) / Z;
  const error = Math.ceil(exact / STEP - 1e-9) * STEP;
  return Math.ceil((1 - prevalence) / (prevalence * error ** 2));
}

/** People for a 95 % interval of the AUROC no wider than `width` (criterion 3 of pmvalsampsize). */
export function rowsForAuroc(auroc: number, prevalence: number, width: number): number {
  const widthOf = (n: number) => 2 * Z * aurocError(auroc, n * prevalence, n * (1 - prevalence));
  // The width falls with n.
  let [low, high] = [1, 2];
  while (widthOf(high) > width) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (widthOf(middle) > width) low = middle;
    else high = middle;
  }
  return high;
}
