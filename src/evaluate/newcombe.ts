import { wilson } from './wilson';

/**
 * Difference of two independent proportions with its 95 % interval by the score method (method 10 of Newcombe,
 * Stat Med 1998;17:873-890). Both denominators must be above 0.
 */
export function proportionDifference(
  a: number,
  n: number,
  b: number,
  m: number,
): { difference: number; low: number; high: number } {
  const [p, q] = [a / n, b / m];
  const [first, second] = [wilson(a, n), wilson(b, m)];
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - first.low, second.high - q),
    high: difference + Math.hypot(first.high - p, q - second.low),
  };
}
