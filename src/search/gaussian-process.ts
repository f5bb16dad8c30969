/** A Gaussian process on points of the unit cube, the outcome standardized. */
export interface GaussianProcess {
  /** Mean and SD of the function (not of a new noisy observation) at a point, on the outcome's own scale. */
  predict(x: ArrayLike<number>): { mean: number; sd: number };
  logLikelihood: number;
}

/** Matérn's kernel with ν = 5/2 (Rasmussen & Williams 2006, equation 4.17), as scikit-learn's `Matern`. */
function matern(a: ArrayLike<number>, b: ArrayLike<number>, length: number): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) square += (a[i] - b[i]) ** 2;
  const d = Math.sqrt(5 * square) / length;
  return (1 + d + d ** 2 / 3) * Math.exp(-d);
}

/** Lower triangle of a positive definite matrix, a row after the other; null where it is not. */
function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i === j) {
        if (!(sum > 0)) return null;
        lower[i * n + i] = Math.sqrt(sum);
      } else lower[i * n + j] = sum / lower[j * n + j];
    }
  return lower;
}

function forward(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}

function backward(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}

/**
 * Regression by a Gaussian process (Rasmussen & Williams 2006, algorithm 2.1). `length`: of the kernel; `noise`: variance
 * of an observation, both on the standardized scale. Null where the points are too alike for these.
 */
export function fitProcess(
  points: readonly ArrayLike<number>[],
  y: readonly number[],
  { length, noise }: { length: number; noise: number },
): GaussianProcess | null {
  const n = points.length;
  const centre = y.reduce((a, b) => a + b, 0) / n;
  const scale = Math.sqrt(y.reduce((sum, value) => sum + (value - centre) ** 2, 0) / n) || 1;
  const told = Float64Array.from(y, (value) => (value - centre) / scale);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const k = matern(points[i], points[j], length);
      matrix[i * n + j] = k;
      matrix[j * n + i] = k;
    }
  for (let i = 0; i < n; i++) matrix[i * n + i] += noise;
  const lower = cholesky(matrix, n);
  if (!lower) return null;
  const alpha = backward(lower, forward(lower, told));
  let logLikelihood = (-n / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) logLikelihood -= Math.log(lower[i * n + i]) + (told[i] * alpha[i]) / 2;
  return {
    logLikelihood,
    predict(x) {
      const near = Float64Array.from(points, (point) => matern(point, x, length));
      const mean = near.reduce((sum, k, i) => sum + k * alpha[i], 0);
      const known = forward(lower, near).reduce((sum, v) => sum + v * v, 0);
      return { mean: centre + scale * mean, sd: scale * Math.sqrt(Math.max(0, 1 - known)) };
    },
  };
}

const LENGTHS = [0.1, 0.2, 0.4, 0.8, 1.6];
const NOISES = [1e-4, 1e-2, 1e-1];

/** The process of the likeliest length and noise among a few; null where none could be fitted. */
export function likeliestProcess(
  points: readonly ArrayLike<number>[],
  y: readonly number[],
): GaussianProcess | null {
  let best: GaussianProcess | null = null;
  for (const length of LENGTHS)
    for (const noise of NOISES) {
      const found = fitProcess(points, y, { length, noise });
      if (found && (!best || found.logLikelihood > best.logLikelihood)) best = found;
    }
  return best;
}
