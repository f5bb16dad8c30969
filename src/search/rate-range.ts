import type { RatePoint } from '../train/rate-sweep';

/** Where to search for a learning rate. */
export interface RateRange {
  low: number;
  high: number;
  /** Where the loss fell fastest. */
  steepest: number;
}

/** A change by less than this share of the untrained loss is none. */
const FALL = 0.05;
/** A rise by this share of the fall so far, and by `FALL` at least, ends the fall: beyond it the loss is ragged. */
const RISE = 0.1;
/** In a search a net is trained far longer at one rate than in a sweep: what is slow here is not there. */
const SLOWER = 10;

/** Means of each value and its two neighbours on either side: losses of batches jump. */
const smooth = (values: readonly number[]): number[] =>
  values.map((_, i) => {
    const near = values.slice(Math.max(0, i - 2), i + 3);
    return near.reduce((sum, v) => sum + v, 0) / near.length;
  });

/** The place of the smallest loss before the first rise that is more than the unrest of batches. */
function bottomOf(losses: readonly number[]): number {
  let bottom = 0;
  for (const [i, loss] of losses.entries()) {
    const fallen = losses[0] - losses[bottom];
    if (loss > losses[bottom] + Math.max(RISE * fallen, FALL * losses[0])) break;
    if (loss < losses[bottom]) bottom = i;
  }
  return bottom;
}

/**
 * The range to search, read off a sweep as Smith (WACV 2017) does: up to the rate at which the loss stops falling,
 * from a tenth of the one at which it fell fastest. Null where it fell at no rate.
 */
export function rateRange(points: readonly RatePoint[]): RateRange | null {
  const losses = smooth(points.map(({ loss }) => loss));
  const bottom = bottomOf(losses);
  if (points.length < 3 || !(losses[0] - losses[bottom] > FALL * losses[0])) return null;
  let steepest = 1;
  for (let i = 1; i <= bottom; i++)
    if (losses[i - 1] - losses[i] > losses[steepest - 1] - losses[steepest]) steepest = i;
  const two = (rate: number) => Number(rate.toPrecision(2));
  const low = Math.max(points[0].rate, points[steepest].rate / SLOWER);
  return { low: two(low), high: two(points[bottom].rate), steepest: two(points[steepest].rate) };
}
