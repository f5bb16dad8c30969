import type { Trial } from '../../study/events';

export type CurveMode = 'loss' | 'metric';

export interface Extent {
  low: number;
  high: number;
}

const extents = { loss: new WeakMap<Trial, Extent | null>(), metric: new WeakMap<Trial, Extent | null>() };

/** Smallest and largest finite value of a trial's curves. Kept by the trial's identity: a settled one is looked at once. */
function extentOf(trial: Trial, mode: CurveMode): Extent | null {
  const known = extents[mode].get(trial);
  if (known !== undefined) return known;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of trial.points)
    for (const value of mode === 'loss' ? [point.trainLoss, point.validLoss] : [point.metric])
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  const extent = low <= high ? { low, high } : null;
  extents[mode].set(trial, extent);
  return extent;
}

/** A step of 1, 2 or 5 times a power of ten that divides the span into about eight. */
function stepOf(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 8));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => span / step <= 8) ?? 10 * power;
}

/** A diverging trial would squeeze all others into a line: what lies this many times above the middle is cut off. */
const OUTLIER = 2;

/**
 * The values a chart of these trials has to show. Limits are round numbers, so that they stay where they are while
 * most curves grow. null while there is nothing to draw.
 */
export function valueRange(trials: Trial[], mode: CurveMode): Extent | null {
  const all = trials.map((t) => extentOf(t, mode)).filter((e) => e !== null);
  if (all.length === 0) return null;
  const low = all.reduce((least, e) => Math.min(least, e.low), Number.POSITIVE_INFINITY);
  const highs = all.map((e) => e.high).sort((a, b) => a - b);
  const middle = highs[Math.floor((highs.length - 1) / 2)];
  const high = middle > 0 ? Math.min(highs[highs.length - 1], OUTLIER * middle) : highs[highs.length - 1];
  // Values that differ only in their last digits are drawn as equal ones: no step below what is written out.
  const step = stepOf(Math.max(high - low, Math.abs(high) * 1e-9) || 1);
  return {
    low: Number((Math.floor(low / step) * step).toPrecision(12)),
    high: Number(((Math.floor(high / step) + 1) * step).toPrecision(12)),
  };
}

/** The last epoch the axis shows: grows by tens. */
export const epochLimit = (trials: Trial[]): number =>
  trials.reduce((most, t) => Math.max(most, Math.ceil((t.points.at(-1)?.epoch ?? 0) / 10) * 10), 10);
