import type { Binned } from './bins';

/** Bins of all inputs together that 16 bits can name. */
const MOST_BINS = 1 << 16;

/**
 * Per row the bins it is in, without those that most rows of an input share: where columns are sparse or nearly
 * constant, as most codes of a hospital's table are, little is left to add up.
 */
export interface RowLists {
  /** [n + 1] */
  starts: Uint32Array;
  /** Numbers of bins, counted through all inputs. */
  list: Uint16Array;
}

/** @param first [inputs] number of an input's first bin. Null where there are too many bins. */
export function rowListsOf(
  { n, bins, common, usable }: Binned,
  first: Int32Array,
  all: number,
): RowLists | null {
  if (all > MOST_BINS) return null;
  const starts = new Uint32Array(n + 1);
  for (const input of usable) {
    const column = bins.subarray(input * n, (input + 1) * n);
    const most = common[input];
    for (let i = 0; i < n; i++) if (column[i] !== most) starts[i + 1]++;
  }
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
  const list = new Uint16Array(starts[n]);
  const next = starts.slice(0, n);
  for (const input of usable) {
    const column = bins.subarray(input * n, (input + 1) * n);
    const most = common[input];
    for (let i = 0; i < n; i++) if (column[i] !== most) list[next[i]++] = first[input] + column[i];
  }
  return { starts, list };
}
