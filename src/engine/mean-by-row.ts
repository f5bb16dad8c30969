/** Validation predictions as they are scored: each row once. */
export interface ByRow {
  /** Each row once, in the order in which it first stands. */
  rows: Uint32Array;
  /** The mean of what was predicted for each row. `p`: values in the order of the rows given, so many of one each. */
  mean(p: Float32Array): Float32Array;
}

/** True where a row stands more than once, as in folds that are dealt out anew in repeats. */
export const isRepeated = (rows: Uint32Array): boolean => new Set(rows).size < rows.length;

/**
 * Rows that were predicted in several repeats as one row of the mean prediction: what cross-validation repeated over
 * partitions says of a row. Rows that stand once are handed on as they are, to the
 * bit.
 */
export function meanByRow(all: Uint32Array): ByRow {
  if (!isRepeated(all)) return { rows: all, mean: (p) => p };
  const rows = Uint32Array.from(new Set(all));
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const at = Uint32Array.from(all, (row) => place.get(row) ?? 0);
  const times = new Uint32Array(rows.length);
  for (const i of at) times[i]++;
  return {
    rows,
    mean(p) {
      const width = p.length / all.length;
      const sums = new Float64Array(rows.length * width);
      for (let i = 0; i < p.length; i++) sums[at[Math.floor(i / width)] * width + (i % width)] += p[i];
      return Float32Array.from(sums, (sum, i) => sum / times[Math.floor(i / width)]);
    },
  };
}
