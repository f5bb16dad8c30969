/**
 * A column of the rows at work, made of what most of them have and of how the others differ: of a level that few
 * patients have, few rows are walked. `places` is null where no value is that common: then `base` is 0 and `off` has all
 * rows.
 */
export interface Column {
  base: number;
  places: Int32Array | null;
  /** Values less `base`: of `places`, or of all rows. */
  off: Float64Array;
}

/** Share of the rows that differ, from which on all are walked. Fewer were always faster; more the vote does not see. */
export const MOST_PLACES = 0.5;

export function columnOf(values: Float64Array, mostPlaces: number = MOST_PLACES): Column {
  const n = values.length;
  // The one value that more than half may have (Boyer & Moore's vote): counting each would take long where all differ.
  let base = 0;
  let votes = 0;
  for (let i = 0; i < n; i++) {
    if (votes === 0) base = values[i];
    votes += values[i] === base ? 1 : -1;
  }
  let count = 0;
  for (let i = 0; i < n; i++) if (values[i] !== base) count++;
  if (count >= mostPlaces * n) return { base: 0, places: null, off: values.slice() };
  const places = new Int32Array(count);
  const off = new Float64Array(count);
  for (let i = 0, k = 0; k < count; i++)
    if (values[i] !== base) {
      places[k] = i;
      off[k++] = values[i] - base;
    }
  return { base, places, off };
}

/** Sum of h * column^2, where `h` has the sum `whole`. */
export function squares({ base, places, off }: Column, h: Float64Array, whole: number): number {
  let sum = 0;
  if (!places) {
    for (let i = 0; i < off.length; i++) sum += h[i] * off[i] * off[i];
    return sum;
  }
  let rest = whole;
  for (let k = 0; k < places.length; k++) {
    const own = h[places[k]];
    const value = base + off[k];
    rest -= own;
    sum += own * value * value;
  }
  return sum + base * base * Math.max(0, rest);
}

/** Sum of `a` times the column less its base. */
export function product({ places, off }: Column, a: Float64Array): number {
  const n = off.length;
  // Four sums: each alone would wait for its last addition.
  let s = 0;
  let t = 0;
  let u = 0;
  let w = 0;
  let k = 0;
  if (places) {
    for (; k + 3 < n; k += 4) {
      s += off[k] * a[places[k]];
      t += off[k + 1] * a[places[k + 1]];
      u += off[k + 2] * a[places[k + 2]];
      w += off[k + 3] * a[places[k + 3]];
    }
    for (; k < n; k++) s += off[k] * a[places[k]];
  } else {
    for (; k + 3 < n; k += 4) {
      s += off[k] * a[k];
      t += off[k + 1] * a[k + 1];
      u += off[k + 2] * a[k + 2];
      w += off[k + 3] * a[k + 3];
    }
    for (; k < n; k++) s += off[k] * a[k];
  }
  return s + t + (u + w);
}

/** Adds `by` times the column less its base, and to `weighed` h times that. */
export function addBoth(
  { places, off }: Column,
  h: Float64Array,
  by: number,
  to: Float64Array,
  weighed: Float64Array,
): void {
  const n = off.length;
  if (places)
    for (let k = 0; k < n; k++) {
      const i = places[k];
      const step = by * off[k];
      to[i] += step;
      weighed[i] += step * h[i];
    }
  else
    for (let i = 0; i < n; i++) {
      const step = by * off[i];
      to[i] += step;
      weighed[i] += step * h[i];
    }
}

export function addWeighed({ places, off }: Column, h: Float64Array, by: number, to: Float64Array): void {
  const n = off.length;
  if (places) for (let k = 0; k < n; k++) to[places[k]] += by * h[places[k]] * off[k];
  else for (let i = 0; i < n; i++) to[i] += by * h[i] * off[i];
}
