/** What is said of one group's values. Quartiles by linear interpolation (Hyndman and Fan's type 7, as in R). */
export interface Moments {
  n: number;
  mean: number;
  /** With n - 1; NaN below two values. */
  sd: number;
  q1: number;
  median: number;
  q3: number;
}

/** `sorted`: ascending, no NaN. */
export function momentsOf(sorted: Float64Array): Moments {
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i] - mean) ** 2;
  return {
    n,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
  };
}

function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** Skewness beyond which a mean misleads. */
const SKEWED = 1;

/**
 * Whether the adjusted Fisher-Pearson skewness G1 of all values together is beyond 1 either way. A test of
 * normality is no help here: it rejects everything in a large table and nothing in a small one.
 */
export function isSkewed(groups: readonly Float64Array[]): boolean {
  let n = 0;
  let sum = 0;
  for (const group of groups) {
    n += group.length;
    for (let i = 0; i < group.length; i++) sum += group[i];
  }
  if (n < 3) return false;
  const mean = sum / n;
  let m2 = 0;
  let m3 = 0;
  for (const group of groups)
    for (let i = 0; i < group.length; i++) {
      const d = group[i] - mean;
      m2 += d * d;
      m3 += d * d * d;
    }
  if (m2 === 0) return false;
  const g1 = m3 / n / (m2 / n) ** 1.5;
  return Math.abs((g1 * Math.sqrt(n * (n - 1))) / (n - 2)) > SKEWED;
}
