import type { TreesSpec } from '../../models/trees/spec';
import type { Rng } from '../../study/random';

/** Rows of one tree, ascending, and how often each row of the table was drawn. */
export interface DrawnRows {
  rows: Uint32Array;
  /** [n]; null: each once, or not at all. */
  times: Int32Array | null;
}

/** Forests draw with replacement (Breiman 2001), all others without. */
export function drawRows(
  { grow, rowShare }: Pick<TreesSpec, 'grow' | 'rowShare'>,
  n: number,
  random: Rng,
): DrawnRows {
  const all = new Uint32Array(n);
  for (let row = 0; row < n; row++) all[row] = row;
  const most = Math.max(1, Math.min(n, Math.round(rowShare * n)));
  if (grow === 'forest') {
    const times = new Int32Array(n);
    if (most === n) random.tally(times);
    else for (let draw = 0; draw < most; draw++) times[random.int(n)]++;
    return { rows: all.filter((row) => times[row] > 0), times };
  }
  if (most === n) return { rows: all, times: null };
  return { rows: someOf(all, most, random).sort(), times: null };
}

/** Inputs of one tree, ascending; at least one where there is one. */
export function drawInputs(usable: readonly number[], share: number, random: Rng): number[] {
  const most = Math.max(Math.min(1, usable.length), Math.round(share * usable.length));
  if (most >= usable.length) return [...usable];
  return [...someOf(Uint32Array.from(usable), most, random)].sort((a, b) => a - b);
}

/** The first steps of a Fisher-Yates shuffle. */
function someOf(list: Uint32Array, most: number, random: Rng): Uint32Array {
  for (let i = 0; i < most; i++) {
    const j = i + random.int(list.length - i);
    const kept = list[i];
    list[i] = list[j];
    list[j] = kept;
  }
  return list.slice(0, most);
}
