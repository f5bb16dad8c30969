import { Z95 } from './auroc';

/** Wilson's 95 % score interval of a proportion (Wilson 1927; method 3 of Newcombe 1998). Needs n > 0. */
export function wilson(successes: number, n: number): { low: number; high: number } {
  const z2 = Z95 * Z95;
  const share = successes / n;
  const centre = share + z2 / (2 * n);
  const half = Z95 * Math.sqrt((share * (1 - share) + z2 / (4 * n)) / n);
  const scale = 1 + z2 / n;
  // At 0 and n one limit is exact; rounding would leave it a hair inside.
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === n ? 1 : (centre + half) / scale,
  };
}
