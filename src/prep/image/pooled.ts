/**
 * Predictions of parts as predictions of the pictures they come from: the mean over the parts, in the order in
 * which pictures first appear. `origin`: the picture of each part; `width`: numbers a prediction.
 */
export function poolByOrigin(
  p: Float32Array,
  origin: Uint32Array,
  width: number,
): { rows: Uint32Array; p: Float32Array } {
  const place = new Map<number, number>();
  for (const row of origin) if (!place.has(row)) place.set(row, place.size);
  const sums = new Float64Array(place.size * width);
  const counts = new Uint32Array(place.size);
  origin.forEach((row, i) => {
    const at = place.get(row) ?? 0;
    counts[at]++;
    for (let k = 0; k < width; k++) sums[at * width + k] += p[i * width + k];
  });
  return {
    rows: Uint32Array.from(place.keys()),
    p: Float32Array.from(sums, (s, i) => s / counts[Math.floor(i / width)]),
  };
}
