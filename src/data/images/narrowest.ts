import type { Pixels } from './picture';

/** Whole numbers in the narrowest type that holds every one of them exactly; numbers with a point as they are. */
export function narrowest(values: Float32Array): Pixels {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const x of values) {
    if (!Number.isInteger(x)) return values;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (low >= 0 && high <= 255) return Uint8Array.from(values);
  if (low >= 0 && high <= 65535) return Uint16Array.from(values);
  if (low >= -32768 && high <= 32767) return Int16Array.from(values);
  return values;
}
