/** Smallest number; 0 where there is none. */
export function lowest(v: Float32Array): number {
  let low = v.length > 0 ? v[0] : 0;
  for (let i = 1; i < v.length; i++) if (v[i] < low) low = v[i];
  return low;
}

/** Largest number; 0 where there is none. */
export function highest(v: Float32Array): number {
  let high = v.length > 0 ? v[0] : 0;
  for (let i = 1; i < v.length; i++) if (v[i] > high) high = v[i];
  return high;
}
