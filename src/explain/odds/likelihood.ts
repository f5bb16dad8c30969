import type { Design } from './fit';

export const expit = (z: number): number => 1 / (1 + Math.exp(-z));

/** log(1 + exp(z)) without overflow. */
export const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

export function predictors({ n, q, z }: Design, beta: ArrayLike<number>): Float64Array {
  const eta = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let a = 0; a < q; a++) eta[i] += z[i * q + a] * beta[a];
  return eta;
}
