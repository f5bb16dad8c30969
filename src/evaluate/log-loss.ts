/** Spacing of float32 at one: predictions come as float32, and one that rounded to 0 or 1 is not infinitely wrong. */
const CLIP = 2 ** -23;

/** Mean negative log-likelihood, natural logarithm. `p`: [n] of class 1, or [n, classes]; cut to [2^-23, 1 - 2^-23]. */
export function logLoss(y: ArrayLike<number>, p: ArrayLike<number>, classes: number): number {
  const binary = p.length === y.length;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const ofTruth = binary ? (y[i] === 1 ? p[i] : 1 - p[i]) : p[i * classes + y[i]];
    sum -= Math.log(Math.min(1 - CLIP, Math.max(CLIP, ofTruth)));
  }
  return sum / y.length;
}
