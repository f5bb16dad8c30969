import { cholesky, solveWith } from '../../evaluate/symmetric';
import type { Coalitions } from './coalitions';

/** The Shapley values of one game: `worth[c]` of each coalition, `empty` of nobody, `whole` of all. */
export type Regression = (worth: ArrayLike<number>, empty: number, whole: number) => Float64Array;

/**
 * The weighted least squares of Kernel SHAP, factored once for all games on the same coalitions. That the values add
 * up to whole - empty holds exactly: the last player's is what the others leave (Lundberg & Lee 2017, theorem 2).
 */
export function kernelRegression({ players: d, masks, weights }: Coalitions): Regression {
  if (d === 1) return (_, empty, whole) => Float64Array.of(whole - empty);
  const p = d - 1;
  /** Without the last player: z[j] - z[last]. */
  const x = masks.map((mask) => Int8Array.from({ length: p }, (_, j) => mask[j] - mask[p]));
  const moments = new Float64Array(p * p);
  x.forEach((row, c) => {
    for (let i = 0; i < p; i++)
      if (row[i] !== 0) for (let j = 0; j < p; j++) moments[i * p + j] += weights[c] * row[i] * row[j];
  });
  const factor = cholesky(moments, p);
  if (!factor) throw new Error('too few coalitions for the number of players');
  return (worth, empty, whole) => {
    const right = new Float64Array(p);
    x.forEach((row, c) => {
      const y = weights[c] * (worth[c] - empty - masks[c][p] * (whole - empty));
      for (let j = 0; j < p; j++) right[j] += row[j] * y;
    });
    const values = new Float64Array(d);
    values.set(solveWith(factor, p, right));
    values[p] = whole - empty - values.subarray(0, p).reduce((sum, value) => sum + value, 0);
    return values;
  };
}
