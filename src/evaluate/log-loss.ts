/** Spacing of float32 at one: predictions come as float32, and one that rounded to 0 or 1 is not infinitely wrong. */
export const CLIP = 2 ** -23;

/** Negative log-likelihood of each row, natural logarithm. `p`: [n] of class 1, or [n, classes]; cut to [2^-23, 1 - 2^-23]. */
export function logLossTerms(y: ArrayLike<number>, p: ArrayLike<number>, classes: number): Float64Array {
  const binary = p.length === y.length;
  return Float64Array.from(y, (truth, i) => {
    const ofTruth = binary ? (truth === 1 ? p[i] : 1 - p[i]) : p[i * classes + truth];
    return -Math.log(Math.min(1 - CLIP, Math.max(CLIP, ofTruth)));
  });
}

/** The mean of the rows' `logLossTerms`. */
export function logLoss(y: ArrayLike<number>, p: ArrayLike<number>, classes: number): number {
  return logLossTerms(y, p, classes).reduce((sum, term) => sum + term, 0) / y.length;
}
