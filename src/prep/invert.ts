/**
 * The inverse of a symmetric positive definite matrix [p, p], in its place: Gauss-Jordan, which needs no pivoting
 * for such a matrix (Golub and Van Loan, Matrix Computations, 4.2).
 */
export function invertPositive(a: Float64Array, p: number): Float64Array {
  for (let k = 0; k < p; k++) {
    const pivot = a[k * p + k];
    a[k * p + k] = 1;
    for (let j = 0; j < p; j++) a[k * p + j] /= pivot;
    for (let i = 0; i < p; i++) {
      if (i === k) continue;
      const factor = a[i * p + k];
      a[i * p + k] = 0;
      for (let j = 0; j < p; j++) a[i * p + j] -= factor * a[k * p + j];
    }
  }
  return a;
}
