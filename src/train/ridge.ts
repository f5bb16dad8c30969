import type { NetSpec } from '../models/family';
import { BenchsideError } from '../study/errors';
import { lbfgs } from './lbfgs';
import type { SparseColumns } from './sparse-columns';

/** A linear predictor a unit: z[i, u] = intercept[u] + sum over j of x[i, j] kernel[j, u]. */
export interface LinearModel {
  d: number;
  units: number;
  /** [d, units] row-major. */
  kernel: Float64Array;
  /** [units] */
  intercept: Float64Array;
}

export interface RidgeProblem {
  loss: NetSpec['loss'];
  x: SparseColumns;
  /** [n]: class index, or the value for mse. */
  y: ArrayLike<number>;
  /** Weight of each row in the loss; without it 1. */
  w?: ArrayLike<number>;
  /** Outputs: 1 for binary and mse, the classes for softmax. */
  units: number;
  /** Strength of the penalty: 1/C of scikit-learn's LogisticRegression, alpha of its Ridge. */
  l2: number;
  /** Largest part of the gradient that ends the work, on a scale where every curvature is about one. */
  tolerance?: number;
}

const MAX_ITERATIONS = 2000;

/**
 * Linear, logistic and multinomial regression with a ridge penalty, in float64 to convergence: the smallest value of
 * l2/2 |kernel|^2 + sum over rows of w loss, with loss the cross-entropy, or half the squared error. Intercepts are
 * not penalized. The same problem that scikit-learn's LogisticRegression (C = 1/l2) and Ridge (alpha = l2) solve.
 * Columns are centred and scaled for the search alone, so that units of very different size cost no more steps; what
 * is penalized is the kernel on the columns' own scale. Throws `train.diverged` where it does not converge.
 */
export function fitRidge({ loss, x, y, w, units, l2, tolerance = 1e-4 }: RidgeProblem): LinearModel {
  const { n, d } = x;
  const { mean, variance } = moments(x);
  const curvature = (loss === 'mse' ? 1 : 0.25) * Math.max(1, n);
  const size = Float64Array.from(variance, (v) => {
    const h = curvature * v + l2;
    return h > 0 ? 1 / Math.sqrt(h) : 0;
  });
  const sizeOfIntercept = 1 / Math.sqrt(curvature);

  const model: LinearModel = {
    d,
    units,
    kernel: new Float64Array(d * units),
    intercept: new Float64Array(units),
  };
  /** Intercepts of the centred columns become those of the columns as they are. */
  const unpack = (v: Float64Array) => {
    for (let u = 0; u < units; u++) model.intercept[u] = v[d * units + u] * sizeOfIntercept;
    for (let j = 0; j < d; j++)
      for (let u = 0; u < units; u++) {
        const weight = v[j * units + u] * size[j];
        model.kernel[j * units + u] = weight;
        model.intercept[u] -= mean[j] * weight;
      }
  };
  const objective = (v: Float64Array, gradient: Float64Array): number => {
    unpack(v);
    const r = linearPredictor(model, x);
    let value = residuals(loss, r, y, w, units);
    const total = new Float64Array(units);
    for (let i = 0; i < n; i++) for (let u = 0; u < units; u++) total[u] += r[i * units + u];
    for (let u = 0; u < units; u++) gradient[d * units + u] = total[u] * sizeOfIntercept;
    for (let j = 0; j < d; j++)
      for (let u = 0; u < units; u++) {
        const weight = model.kernel[j * units + u];
        let sum = -mean[j] * total[u];
        for (let k = x.start[j]; k < x.start[j + 1]; k++) sum += x.value[k] * r[x.row[k] * units + u];
        gradient[j * units + u] = size[j] * (sum + l2 * weight);
        value += (l2 / 2) * weight * weight;
      }
    return value;
  };

  const found = lbfgs(objective, new Float64Array((d + 1) * units), {
    tolerance,
    maxIterations: MAX_ITERATIONS,
  });
  if (!found.converged || !Number.isFinite(found.value))
    throw new BenchsideError('train.diverged', { epoch: found.iterations }, 'trial');
  unpack(found.x);
  return model;
}

/** [n, units] row-major. */
export function linearPredictor(
  { d, units, kernel, intercept }: LinearModel,
  x: SparseColumns,
): Float64Array {
  const z = new Float64Array(x.n * units);
  for (let i = 0; i < x.n; i++) for (let u = 0; u < units; u++) z[i * units + u] = intercept[u];
  for (let j = 0; j < d; j++)
    for (let k = x.start[j]; k < x.start[j + 1]; k++)
      for (let u = 0; u < units; u++) z[x.row[k] * units + u] += x.value[k] * kernel[j * units + u];
  return z;
}

/** Linear predictors become what the model says, in place: probabilities, or for mse the values that they are. */
export function linkInverse(loss: NetSpec['loss'], z: Float64Array, units: number): Float64Array {
  if (loss === 'mse') return z;
  if (loss === 'binary') return z.map((value) => 1 / (1 + Math.exp(-value)));
  for (let from = 0; from < z.length; from += units) {
    const row = z.subarray(from, from + units);
    const top = Math.max(...row);
    let sum = 0;
    for (let u = 0; u < units; u++) {
      row[u] = Math.exp(row[u] - top);
      sum += row[u];
    }
    for (let u = 0; u < units; u++) row[u] /= sum;
  }
  return z;
}

function moments({ n, d, start, value }: SparseColumns): { mean: Float64Array; variance: Float64Array } {
  const mean = new Float64Array(d);
  const variance = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    const entries = value.subarray(start[j], start[j + 1]);
    let sum = 0;
    for (const x of entries) sum += x;
    mean[j] = n > 0 ? sum / n : 0;
    // The zeros that are not stored stand as far from the mean as the mean is large.
    let squares = (n - entries.length) * mean[j] ** 2;
    for (const x of entries) squares += (x - mean[j]) ** 2;
    variance[j] = n > 0 ? squares / n : 0;
  }
  return { mean, variance };
}

/** Sum of the rows' weighted losses; `z` becomes its derivatives by the linear predictors. */
export function residuals(
  loss: NetSpec['loss'],
  z: Float64Array,
  y: ArrayLike<number>,
  w: ArrayLike<number> | undefined,
  units: number,
): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = w ? w[i] : 1;
    const at = i * units;
    if (loss === 'mse') {
      const error = z[i] - y[i];
      sum += (weight * error * error) / 2;
      z[i] = weight * error;
    } else if (loss === 'binary') {
      sum += weight * (Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i]))));
      z[i] = weight * (1 / (1 + Math.exp(-z[i])) - y[i]);
    } else {
      let top = Number.NEGATIVE_INFINITY;
      for (let u = 0; u < units; u++) top = Math.max(top, z[at + u]);
      let all = 0;
      for (let u = 0; u < units; u++) all += Math.exp(z[at + u] - top);
      sum += weight * (top + Math.log(all) - z[at + y[i]]);
      for (let u = 0; u < units; u++)
        z[at + u] = weight * (Math.exp(z[at + u] - top) / all - (u === y[i] ? 1 : 0));
    }
  }
  return sum;
}
