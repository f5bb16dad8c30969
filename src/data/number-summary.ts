import type { ColumnProfile } from './profile-types';

/** Widest range of whole numbers that is sorted by counting. */
const COUNTED = 65_536;

/** The values that are there, ascending. Whole numbers of a narrow range (ages, codes) are counted, not compared. */
export function sortedValues(v: Float64Array): Float64Array {
  const values = new Float64Array(v.length);
  let n = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let i = 0; i < v.length; i++) {
    const x = v[i];
    if (!Number.isFinite(x)) continue;
    values[n++] = x;
    if (x < min) min = x;
    if (x > max) max = x;
    if (x !== Math.floor(x)) whole = false;
  }
  const present = values.subarray(0, n);
  if (!whole || max - min >= COUNTED) return present.sort();
  const counts = new Uint32Array(n === 0 ? 0 : max - min + 1);
  for (let i = 0; i < n; i++) counts[present[i] - min]++;
  let at = 0;
  for (let k = 0; k < counts.length; k++) {
    present.fill(min + k, at, at + counts[k]);
    at += counts[k];
  }
  return present;
}

/** How many different values an ascending list holds. */
export function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/** Linear interpolation between order statistics (Hyndman & Fan's type 7, R's and numpy's default). */
function quantile(sorted: Float64Array, q: number): number {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** Summary (SD with n - 1) and equal-width histogram of ascending values; nulls where there is none. */
export function numberSummary(
  sorted: Float64Array,
  bins: number,
): { numeric: ColumnProfile['numeric']; histogram: number[] | null } {
  const n = sorted.length;
  if (n === 0) return { numeric: null, histogram: null };
  const min = sorted[0];
  const max = sorted[n - 1];
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i];
  const mean = sum / n;
  let squares = 0;
  const histogram = new Array<number>(bins).fill(0);
  const scale = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < n; i++) {
    const x = sorted[i];
    squares += (x - mean) ** 2;
    histogram[Math.min(bins - 1, Math.floor((x - min) * scale))]++;
  }
  return {
    numeric: {
      min,
      max,
      mean,
      sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
      q1: quantile(sorted, 0.25),
      median: quantile(sorted, 0.5),
      q3: quantile(sorted, 0.75),
    },
    histogram,
  };
}
