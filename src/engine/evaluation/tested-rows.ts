import type { Tested } from './tested';

/** Predictions of test rows, each row once, in the order of first appearance. */
export interface TestedRows {
  rows: Uint32Array;
  /** Shaped as `Predictions.p`. */
  p: Float32Array;
  /** Of each row's own model; null unless binary. */
  thresholds: Float64Array | null;
}

/** What the `evaluated` event's blob holds, a row once: of rows tested in several repeats the mean prediction and threshold. */
export function testedRows(given: Pick<Tested, 'rows' | 'p' | 'threshold' | 'thresholds'>): TestedRows {
  const { rows: all, p, threshold } = given;
  const width = all.length === 0 ? 1 : p.length / all.length;
  const place = new Map<number, number>();
  for (const row of all) if (!place.has(row)) place.set(row, place.size);
  const rows = Uint32Array.from(place.keys());
  const counts = new Uint32Array(rows.length);
  const sums = new Float64Array(rows.length * width);
  const cuts = new Float64Array(rows.length);
  all.forEach((row, i) => {
    const at = place.get(row) ?? 0;
    counts[at]++;
    cuts[at] += given.thresholds?.[i] ?? threshold ?? 0;
    for (let k = 0; k < width; k++) sums[at * width + k] += p[i * width + k];
  });
  return {
    rows,
    p: Float32Array.from(sums, (sum, i) => sum / counts[Math.floor(i / width)]),
    thresholds: threshold === null ? null : cuts.map((sum, at) => sum / counts[at]),
  };
}
