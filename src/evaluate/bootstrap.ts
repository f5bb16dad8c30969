import type { Rng } from '../study/random';

/** How often each row counts in one replicate -> the statistic; NaN where it is not defined. */
export type WeightedStatistic = (weights: Float64Array) => number;

export const REPLICATES = 2000;

export interface Interval {
  low: number;
  high: number;
}

/** Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996). `sorted` is ascending. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** True where some unit (patient) has more than one row. */
export const unitsRepeat = (unit: ArrayLike<number>): boolean => new Set(Array.from(unit)).size < unit.length;

/** Limits nearer to each other than this share of themselves are one number with rounding. */
const ROUNDING = 1e-6;

/**
 * The 95 % percentile interval of a statistic's replicates. Those in which it is NaN are left out, infinite ones count;
 * null where fewer than half remain, where a limit is infinite, or where both limits are one number within rounding: a
 * collapsed interval would claim certainty.
 */
export function percentileInterval(values: ArrayLike<number>, replicates: number): Interval | null {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0 || sorted.length * 2 < replicates) return null;
  const [low, high] = [quantile(sorted, 0.025), quantile(sorted, 0.975)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  return high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high)) ? { low, high } : null;
}

/**
 * 95 % percentile intervals by the cluster bootstrap: whole units are drawn with replacement (Field & Welsh 2007),
 * and all statistics are taken on the same draws. With one row a unit it is the ordinary bootstrap. Units are
 * ordered by their number, so the order of rows does not matter. Null as `percentileInterval` says.
 */
export function bootstrapIntervals(
  unit: ArrayLike<number>,
  statistics: WeightedStatistic[],
  rng: Rng,
  replicates = REPLICATES,
): (Interval | null)[] {
  const ids = [...new Set(Array.from(unit))].sort((a, b) => a - b);
  const position = new Map(ids.map((id, at) => [id, at]));
  const unitOfRow = Uint32Array.from(unit, (id) => position.get(id)!);
  const draws = new Float64Array(ids.length);
  const weights = new Float64Array(unit.length);
  const values = statistics.map(() => new Float64Array(replicates));
  for (let replicate = 0; replicate < replicates; replicate++) {
    draws.fill(0);
    for (let i = 0; i < ids.length; i++) draws[rng.int(ids.length)]++;
    for (let row = 0; row < weights.length; row++) weights[row] = draws[unitOfRow[row]];
    for (let s = 0; s < statistics.length; s++) values[s][replicate] = statistics[s](weights);
  }
  return values.map((list) => percentileInterval(list, replicates));
}
