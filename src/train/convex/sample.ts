import type { InPieces } from '../../study/in-pieces';
import type { StandardRows } from './standard-rows';

/** Rows that stand for all, some of them more than once, and what each counts for. */
export interface Sample {
  rows: Uint32Array;
  weight: Float64Array;
}

/** Numbers of the rows that are looked at, and rows that are looked at in any case. */
const LOOKED_AT = 2 ** 19;
const LEAST_ROWS = 2000;

/**
 * All rows where there are few, else some: evenly over the file, half of them by chance alike and half by their lengths,
 * so that levels which few patients have are among them (row norm sampling; Drineas, Kannan & Mahoney, SIAM J Comput
 * 2006). Each counts for as many as it was unlikely to be taken.
 */
export function* sampleOf(rows: StandardRows): InPieces<Sample> {
  const { n, d } = rows;
  const some = Math.min(n, Math.max(LEAST_ROWS, Math.floor(LOOKED_AT / Math.max(1, d))));
  if (some === n)
    return { rows: Uint32Array.from({ length: n }, (_, i) => i), weight: new Float64Array(n).fill(1) };
  const lengths = yield* rows.lengths();
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const taken: Sample = { rows: new Uint32Array(some), weight: new Float64Array(some) };
  let [before, next] = [0, 0];
  for (let i = 0; i < n; i++) {
    const chance = 0.5 / n + (whole > 0 ? (0.5 * lengths[i]) / whole : 0.5 / n);
    before += chance;
    for (; next < some && before > (next + 0.5) / some; next++) {
      taken.rows[next] = i;
      taken.weight[next] = 1 / (n * chance);
    }
  }
  return taken;
}
