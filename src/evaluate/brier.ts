/** Squared error of one row's probabilities; what `brier` is the mean of. Shapes as there. */
export function brierTerms(y: ArrayLike<number>, p: ArrayLike<number>, classes: number): Float64Array {
  const terms = new Float64Array(y.length);
  if (p.length === y.length) {
    for (let i = 0; i < y.length; i++) terms[i] = (p[i] - y[i]) ** 2;
    return terms;
  }
  for (let i = 0; i < y.length; i++)
    for (let k = 0; k < classes; k++) terms[i] += (p[i * classes + k] - (y[i] === k ? 1 : 0)) ** 2;
  return terms;
}

/**
 * Brier score. Binary: `p` [n], mean (p - y)², 0 to 1. Multiclass: `p` [n, classes], summed over the classes as
 * in Brier 1950, 0 to 2.
 */
export const brier = (y: ArrayLike<number>, p: ArrayLike<number>, classes: number): number =>
  brierTerms(y, p, classes).reduce((sum, term) => sum + term, 0) / y.length;
