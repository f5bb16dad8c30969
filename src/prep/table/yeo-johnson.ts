import { mapNumbers, scalableColumns } from '../columns';
import { minimizeBounded } from '../minimize';
import { presentOf } from '../quantiles';
import { extent, meanAndSd } from '../statistics';
import type { Step } from '../step';

export interface YeoJohnsonState {
  /** Column, lambda, and the mean and population SD of what it makes of the training part; SD 0: a constant column. */
  columns: [string, number, number, number][];
}

function transform(value: number, lambda: number): number {
  if (value >= 0) return lambda === 0 ? Math.log1p(value) : Math.expm1(lambda * Math.log1p(value)) / lambda;
  const mirrored = 2 - lambda;
  return mirrored === 0 ? -Math.log1p(-value) : -Math.expm1(mirrored * Math.log1p(-value)) / mirrored;
}

/** The negative log-likelihood of lambda, constant terms dropped, as scipy.stats.yeojohnson_llf has it. */
function likelihoodOf(values: Float64Array): (lambda: number) => number {
  const n = values.length;
  const signedLogs = values.map((value) => Math.sign(value) * Math.log1p(Math.abs(value)));
  const sumOfLogs = signedLogs.reduce((sum, value) => sum + value, 0);
  const made = new Float64Array(n);
  return (lambda) => {
    const mirrored = 2 - lambda;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const size = signedLogs[i];
      made[i] =
        size >= 0
          ? lambda === 0
            ? size
            : Math.expm1(lambda * size) / lambda
          : mirrored === 0
            ? size
            : -Math.expm1(-mirrored * size) / mirrored;
      sum += made[i];
    }
    const mean = sum / n;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (made[i] - mean) ** 2;
    const variance = squares / n;
    // So small a variance that its logarithm says nothing.
    if (!(variance >= 2.2250738585072014e-308)) return Number.POSITIVE_INFINITY;
    return (n / 2) * Math.log(variance) - (lambda - 1) * sumOfLogs;
  };
}

/** Lambda of greatest likelihood, within the bounds that scipy.stats.yeojohnson_normmax sets against overflow. */
function bestLambda(values: Float64Array, low: number, high: number): number {
  const logEps = Math.log(Number.EPSILON);
  const largest = Math.log1p(20 * Math.max(Math.abs(low), Math.abs(high)));
  let from = (Math.log(2.2250738585072014e-308) - logEps) / 2 / largest;
  let to = (Math.log(Number.MAX_VALUE) + logEps) / 2 / largest;
  if (high < 0) [from, to] = [2 - to, 2 - from];
  else if (low < 0) [from, to] = [Math.max(2 - to, from), Math.min(2 - from, to)];
  return minimizeBounded(likelihoodOf(values), from, to);
}

/**
 * The power transform of Yeo and Johnson (Biometrika 87, 2000) that makes the training part most like a normal
 * distribution, lambda by maximum likelihood; then mean 0 and SD 1, as scikit-learn's PowerTransformer does. A
 * constant column becomes 0, or stays where it is not standardized. Columns of 0 and 1 alone stay as they are.
 */
export const yeoJohnson: Step<YeoJohnsonState> = {
  name: 'yeo-johnson',
  kind: 'map',
  params: [{ key: 'standardize', kind: 'flag', default: true }],
  previewRows: 5000,
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => {
      const [low, high] = extent(v);
      if (low === high) return [name, 1, low, 0];
      const lambda = bestLambda(presentOf(v), low, high);
      const { mean, sd } = meanAndSd(v.map((value) => transform(value, lambda)));
      return [name, lambda, mean, sd];
    }),
  }),
  apply: (data, params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, lambda, mean, sd]) => ({
        name,
        of: (value) => {
          const made = transform(value, lambda);
          if (params.standardize !== true || Number.isNaN(made)) return made;
          return sd === 0 ? 0 : (made - mean) / sd;
        },
      })),
    ),
};
