/** One criterion of how many people a model's development needs. */
export interface Criterion {
  /**
   * shrinkage: little overfitting (pairs: in each pair of classes); difference: apparent and real R² alike; risk,
   * residual, mean, proportions: the mean risk, the residual SD, the mean, the shares of the classes well estimated.
   */
  key: 'shrinkage' | 'pairs' | 'difference' | 'risk' | 'residual' | 'mean' | 'proportions';
  n: number;
}

/** The least share of its effects that a model keeps in new patients. */
export const SHRINKAGE = 0.9;
/** Largest difference of apparent and optimism-adjusted R² (Nagelkerke's where the outcome is binary). */
export const DIFFERENCE = 0.05;
/** Half the width of the 95 % interval of the overall risk. */
export const MARGIN = 0.05;
/** How far the upper limit of residual SD and mean may be above the estimate. */
const MULTIPLICATIVE_MARGIN = 1.1;
/** Rows beyond the parameters with which the residual SD is within 10 %: chi-square limits at 233 degrees of freedom. */
const RESIDUAL_ROWS = 234;
/** pmsampsize computes with this, not with more digits. */
const Z = 1.96;

/** The largest Cox-Snell R² that an outcome of this prevalence allows (Riley et al. 2019, equation 23). */
export const maxR2 = (prevalence: number): number =>
  1 - (prevalence ** prevalence * (1 - prevalence) ** (1 - prevalence)) ** 2;

/** Without anything known: 15 % of what is possible (Riley et al., BMJ 2020). */
export const assumedR2 = (prevalence: number): number => 0.15 * maxR2(prevalence);

/** People for so many parameters to shrink no more than to this share (Riley et al. 2019, equation 11). */
export const forShrinkage = (parameters: number, r2: number, shrinkage: number): number =>
  Math.ceil(parameters / ((shrinkage - 1) * Math.log(1 - r2 / shrinkage)));

/**
 * People that developing a model of a binary outcome needs: Riley et al., Stat Med 2019;38:1276 and BMJ
 * 2020;368:m441, as the R package pmsampsize computes it. `r2` is Cox-Snell's, adjusted; it must be above 0 and below
 * the largest possible.
 */
export function developmentBinary(r2: number, parameters: number, prevalence: number): Criterion[] {
  const shrinkage = r2 / (r2 + DIFFERENCE * maxR2(prevalence));
  return [
    { key: 'shrinkage', n: forShrinkage(parameters, r2, SHRINKAGE) },
    { key: 'difference', n: forShrinkage(parameters, r2, shrinkage) },
    { key: 'risk', n: Math.ceil((Z / MARGIN) ** 2 * prevalence * (1 - prevalence)) },
  ];
}

/** Copas' shrinkage of a linear model with this adjusted R² (Riley et al. 2019, part I). */
function linearShrinkage(r2: number, parameters: number, n: number): number {
  const apparent = (r2 * (n - parameters - 1) + parameters) / (n - 1);
  return 1 + (parameters - 2) / (n * Math.log(1 - apparent));
}

/**
 * The same for a number: Riley et al., Stat Med 2019;38:1262. `r2`: adjusted. The mean is one of the criteria only
 * where it is above 0, because its margin is a share of it; its interval is the normal one, which at more than 234
 * rows differs from Student's by less than half a per cent.
 */
export function developmentContinuous(
  r2: number,
  parameters: number,
  outcome: { mean: number; sd: number },
): Criterion[] {
  // Shrinkage rises with n: the least n by doubling and halving.
  let low = parameters + 1;
  let high = parameters + 2;
  while (linearShrinkage(r2, parameters, high) < SHRINKAGE) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (linearShrinkage(r2, parameters, middle) < SHRINKAGE) low = middle;
    else high = middle;
  }
  const relative = outcome.sd / outcome.mean;
  return [
    { key: 'shrinkage', n: high },
    // An ε below the whole number that it is in exact arithmetic.
    { key: 'difference', n: Math.ceil(1 + (parameters * (1 - r2)) / DIFFERENCE - 1e-9) },
    { key: 'residual', n: RESIDUAL_ROWS + parameters },
    ...(outcome.mean > 0
      ? [
          {
            key: 'mean' as const,
            n: Math.ceil(((Z * relative) / (MULTIPLICATIVE_MARGIN - 1)) ** 2 * (1 - r2)),
          },
        ]
      : []),
  ];
}

/** What all criteria together want. */
export const wantedRows = (criteria: readonly Criterion[]): number => Math.max(...criteria.map((c) => c.n));
