import type { Column } from '../data/dataset';
import { FEWEST_PATIENTS } from '../prep/rare-levels';

/** Where most values of a number or a date lie (days since 1970-01-01). No number in it is a single patient's extreme. */
export interface SeenRange {
  /** Mean of the lowest values of the five patients who have the lowest. */
  min: number;
  max: number;
  median: number;
}

/** The lowest value of each patient, or the highest. */
function extremes(v: Float64Array, unit: Int32Array, isBeyond: (a: number, b: number) => boolean): number[] {
  const of = new Map<number, number>();
  v.forEach((value, row) => {
    const known = of.get(unit[row]);
    if (Number.isFinite(value) && (known === undefined || isBeyond(value, known))) of.set(unit[row], value);
  });
  return [...of.values()].sort((a, b) => (isBeyond(a, b) ? -1 : a === b ? 0 : 1));
}

const meanOfFirst = (values: number[]): number =>
  values.slice(0, FEWEST_PATIENTS).reduce((sum, value) => sum + value / FEWEST_PATIENTS, 0);

/** A digit more than anybody reads would only be noise of the mean. */
const rounded = (value: number, whole: boolean): number =>
  whole ? Math.round(value) : Number(value.toPrecision(5));

/**
 * Undefined where fewer than five patients have a value, and of other columns: the words of a free text belong to
 * people. `unit`: the patient of each row.
 */
export function seenRange(column: Column | undefined, unit: Int32Array): SeenRange | undefined {
  if (column?.kind !== 'num' && column?.kind !== 'date') return undefined;
  const lowest = extremes(column.v, unit, (a, b) => a < b);
  if (lowest.length < FEWEST_PATIENTS) return undefined;
  const highest = extremes(column.v, unit, (a, b) => a > b);
  const sorted = column.v.filter(Number.isFinite).sort();
  const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const whole = sorted.every(Number.isInteger);
  const [min, max] = [meanOfFirst(lowest), meanOfFirst(highest)].map((value) => rounded(value, whole));
  return { min: Math.min(min, median), max: Math.max(max, median), median };
}
