import { fTail } from './distributions';

/** The quantile of a two-sided 95 % interval of Student's t, by halving. `df` at least 1. */
export function t95(df: number): number {
  let [low, high] = [1.9, 12.8];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (fTail(middle * middle, 1, df) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
