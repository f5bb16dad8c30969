/** Columns of numbers without their zeros: entries `start[j] .. start[j + 1]` are column j's rows and values. */
export interface SparseColumns {
  n: number;
  d: number;
  start: Uint32Array;
  row: Uint32Array;
  value: Float64Array;
}

/** One-hot columns are nearly all zeros: what is left of them is as much work as the column that they came from. */
export function sparseColumns(columns: readonly ArrayLike<number>[], n: number): SparseColumns {
  const d = columns.length;
  const start = new Uint32Array(d + 1);
  for (let j = 0; j < d; j++) {
    let count = 0;
    for (let i = 0; i < n; i++) if (columns[j][i] !== 0) count++;
    start[j + 1] = start[j] + count;
  }
  const row = new Uint32Array(start[d]);
  const value = new Float64Array(start[d]);
  for (let j = 0, k = 0; j < d; j++)
    for (let i = 0; i < n; i++)
      if (columns[j][i] !== 0) {
        row[k] = i;
        value[k++] = columns[j][i];
      }
  return { n, d, start, row, value };
}
