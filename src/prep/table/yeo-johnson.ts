import { mapNumbers, scalableColumns } from '../columns';
import { minimizeBounded } from '../minimize';
import { presentOf } from '../quantiles';
import { extent, meanAndSd } from '../statistics';
import type { Step } from '../step';

export interface YeoJohnsonState {
  /** Column, lambda, offset, and the mean and population SD of transform + offset on the training part; SD 0: constant. */
  columns: [string, number, number, number, number][];
}

/** The smallest normal float64. */
const SMALLEST = 2 ** -1022;

/** log(1 + |value|) with the value's sign: all that the transform needs to know of it. */
const signedLog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));

/** The transform of the value whose signed logarithm this is. */
function transform(size: number, lambda: number): number {
  if (size >= 0) return lambda === 0 ? size : Math.expm1(lambda * size) / lambda;
  const mirrored = 2 - lambda;
  return mirrored === 0 ? size : -Math.expm1(-mirrored * size) / mirrored;
}

/**
 * What is added to the transform before mean and variance are taken. A power far below 0 crowds values of one sign
 * below 1 / -power, where most of their digits would be lost (a specific gravity of 1.005 to 1.025 asks for -79);
 * measured from that bound they keep them all. Near 0 that bound is far away, and it is the other way round.
 */
function offsetFor(low: number, high: number, lambda: number): number {
  if (low >= 0 && lambda < -1) return 1 / lambda;
  if (high < 0 && lambda > 3) return 1 / (lambda - 2);
  return 0;
}

/** transform + offset, without the loss of digits on the side that the offset is for. */
function shifted(size: number, lambda: number, offset: number): number {
  if (offset < 0 && size >= 0) return Math.exp(lambda * size) * offset;
  if (offset > 0 && size < 0) return Math.exp((lambda - 2) * size) * offset;
  return transform(size, lambda) + offset;
}

/**
 * The negative log-likelihood of lambda, given the values' signed logarithms: as scipy.stats.yeojohnson_llf has it,
 * constant terms dropped.
 */
function likelihoodOf(sizes: Float64Array, low: number, high: number): (lambda: number) => number {
  const n = sizes.length;
  const sumOfLogs = sizes.reduce((sum, size) => sum + size, 0);
  const made = new Float64Array(n);
  return (lambda) => {
    const offset = offsetFor(low, high, lambda);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      made[i] = shifted(sizes[i], lambda, offset);
      sum += made[i];
    }
    const mean = sum / n;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (made[i] - mean) ** 2;
    const variance = squares / n;
    // So small a variance that its logarithm says nothing.
    if (!(variance >= SMALLEST)) return Number.POSITIVE_INFINITY;
    return (n / 2) * Math.log(variance) - (lambda - 1) * sumOfLogs;
  };
}

/** Lambda of greatest likelihood, within the bounds that scipy.stats.yeojohnson_normmax sets against overflow. */
function bestLambda(sizes: Float64Array, low: number, high: number): number {
  const logEps = Math.log(Number.EPSILON);
  const largest = Math.log1p(20 * Math.max(Math.abs(low), Math.abs(high)));
  let from = (Math.log(SMALLEST) - logEps) / 2 / largest;
  let to = (Math.log(Number.MAX_VALUE) + logEps) / 2 / largest;
  if (high < 0) [from, to] = [2 - to, 2 - from];
  else if (low < 0) [from, to] = [Math.max(2 - to, from), Math.min(2 - from, to)];
  return minimizeBounded(likelihoodOf(sizes, low, high), from, to);
}

/**
 * The power transform of Yeo and Johnson (Biometrika 87, 2000) that makes the training part most like a normal
 * distribution, lambda by maximum likelihood; then mean 0 and SD 1, as scikit-learn's PowerTransformer does. A
 * constant column becomes 0, or stays where it is not standardized. Columns of 0 and 1 alone stay as they are.
 */
export const yeoJohnson: Step<YeoJohnsonState> = {
  name: 'yeo-johnson',
  kind: 'map',
  forNumbers: true,
  params: [{ key: 'standardize', kind: 'flag', default: true }],
  previewRows: 5000,
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => {
      const [low, high] = extent(v);
      if (low === high) return [name, 1, 0, low, 0];
      const sizes = presentOf(v).map(signedLog);
      const lambda = bestLambda(sizes, low, high);
      const offset = offsetFor(low, high, lambda);
      const { mean, sd } = meanAndSd(sizes.map((size) => shifted(size, lambda, offset)));
      return [name, lambda, offset, mean, sd];
    }),
  }),
  apply: (data, params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, lambda, offset, mean, sd]) => ({
        name,
        of: (value) => {
          if (params.standardize !== true) return transform(signedLog(value), lambda);
          if (Number.isNaN(value)) return value;
          return sd === 0 ? 0 : (shifted(signedLog(value), lambda, offset) - mean) / sd;
        },
      })),
    ),
};
