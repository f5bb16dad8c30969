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

/** Rows with which the residual SD is known to within 10 % (Archer et al., criterion 4). */
const FOR_RESIDUALS = 235;

/**
 * People that external validation of a number's predictions needs for a 95 % interval of R² no wider than `width`, and
 * for the residual SD: Archer et al., Stat Med 2021;40:133 (criteria 1 and 4 of pmvalsampsize, whose standard error has
 * four decimals).
 */
export function rowsForR2(r2: number, width: number): number {
  const error = Math.round(width / (2 * Z) / STEP) * STEP;
  return Math.max(Math.ceil((4 * r2 * (1 - r2) ** 2) / error ** 2), FOR_RESIDUALS);
}
