/** Order statistics of a column's values, missing (NaN) left out, in float64, without sorting where few are asked for. */

export function presentOf(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let n = 0;
  for (const value of values) if (!Number.isNaN(value)) present[n++] = value;
  return present.subarray(0, n);
}

/**
 * Rearranges `v[from..to]` (both included, no NaN) so that the k-th smallest stands at `k`, with nothing larger
 * before it and nothing smaller behind: Hoare's selection, the pivot a median of three.
 */
function select(v: Float64Array, k: number, from: number, to: number): void {
  let [left, right] = [from, to];
  while (left < right) {
    const [a, b, c] = [v[left], v[(left + right) >> 1], v[right]];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [i, j] = [left, right];
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i > j) break;
      const kept = v[i];
      v[i++] = v[j];
      v[j--] = kept;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

/** Of a place among the values, in values. */
const ROUNDING = 1e-9;

/** Above this many, one sort is quicker than selecting each. */
const FEW = 8;

/**
 * Quantiles at the given probabilities (rising), by linear interpolation between the order statistics (Hyndman
 * and Fan's type 7), as numpy.nanquantile has them. NaN where no value is there.
 */
export function quantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  const v = presentOf(values);
  const last = v.length - 1;
  if (last < 0) return probabilities.map(() => Number.NaN);
  if (probabilities.length > FEW) v.sort();
  let from = 0;
  const at = (k: number): number => {
    if (probabilities.length <= FEW) {
      select(v, k, from, last);
      from = k;
    }
    return v[k];
  };
  return probabilities.map((probability) => {
    const place = probability * last;
    // A place that is whole but for rounding is that very value: else equal values would no longer be found equal.
    const whole = Math.round(place);
    const below = Math.abs(place - whole) < ROUNDING ? whole : Math.floor(place);
    const share = below === whole && place - below < ROUNDING ? 0 : place - below;
    const low = at(below);
    if (share === 0) return low;
    const high = at(below + 1);
    // From the nearer end, as numpy does; a difference that overflows is taken in halves.
    const step = high - low;
    if (!Number.isFinite(step)) return low * (1 - share) + high * share;
    return share < 0.5 ? low + step * share : high - step * (1 - share);
  });
}

/** NaN where no value is there. */
export const median = (values: Float64Array): number => quantiles(values, [0.5])[0];

/** The most frequent value; of equals the smallest, as scikit-learn's SimpleImputer has it. NaN where none is there. */
export function mostFrequent(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most] = [Number.NaN, 0];
  for (const [value, count] of counts)
    if (count > most || (count === most && value < best)) [best, most] = [value, count];
  return best;
}
