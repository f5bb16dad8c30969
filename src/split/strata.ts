import type { Target } from '../data/dataset';

/** Rows a quantile bin should hold at least, and bins at most. */
const ROWS_PER_BIN = 10;
const MAX_BINS = 10;

/**
 * What a split keeps alike in its parts: the class of each row, or for a number its quantile bin among `rows`
 * (equal values share a bin). One entry a row of the table; rows outside `rows` are not to be asked for.
 */
export function strataOf(target: Target, rows: Uint32Array): Int32Array {
  if (target.kind !== 'regression') return Int32Array.from(target.y);
  const sorted = Float64Array.from(rows, (row) => target.y[row]).sort();
  const bins = Math.min(MAX_BINS, Math.floor(rows.length / ROWS_PER_BIN));
  const cuts = Array.from(
    { length: Math.max(0, bins - 1) },
    (_, i) => sorted[Math.floor(((i + 1) * rows.length) / bins)],
  );
  return Int32Array.from(target.y, (value) => cuts.filter((cut) => value >= cut).length);
}
