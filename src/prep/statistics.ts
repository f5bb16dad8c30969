/** Statistics of a column's values, missing (NaN) left out, in float64. */

/**
 * Mean and population SD (divided by n), by Welford's algorithm. An SD that is rounding alone is 0, by the bound
 * scikit-learn's StandardScaler uses for constant columns: variance <= n eps variance + (n eps mean)^2.
 */
export function meanAndSd(values: Float64Array): { n: number; mean: number; sd: number } {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n++;
    const distance = value - mean;
    mean += distance / n;
    squares += distance * (value - mean);
  }
  const variance = n === 0 ? 0 : squares / n;
  const rounding = n * Number.EPSILON * variance + (n * Number.EPSILON * mean) ** 2;
  return { n, mean, sd: variance <= rounding ? 0 : Math.sqrt(variance) };
}

/** [smallest, largest]; [0, 0] where no value is there. */
export function extent(values: Float64Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** How often each code from 0 to `levels` - 1 occurs; -1 is missing. */
export function countCodes(codes: Int32Array, levels: number): Uint32Array {
  const counts = new Uint32Array(levels);
  for (const code of codes) if (code >= 0) counts[code]++;
  return counts;
}
