import { drawValue, gridValues, shareOf } from '../../search/points';
import { rng } from '../../study/random';
import type { Domain } from '../../study/space';

/** So many tries give a picture of where a search will look. */
export const DRAWS = 20;
/** More points than this of a grid are a bar. */
const MOST = 100;

type Range = Exclude<Domain, { kind: 'choice' }>;

export interface RangeMarks {
  /** Places along the axis, 0 to 1. */
  marks: number[];
  /** Where the axis is labelled. */
  ticks: { at: number; value: number }[];
}

/** Labels closer than this share of the axis would run into each other. */
const APART = 0.17;

/** The ends of a range and, of a logarithmic one, the decades between them; of an even one the middle. */
function tickValues({ low, high, log, kind }: Range): number[] {
  if (low === high) return [low];
  if (!log) {
    const middle = Number(((low + high) / 2).toPrecision(3));
    return kind === 'int' && !Number.isInteger(middle) ? [low, high] : [low, middle, high];
  }
  const powers = Array.from({ length: 40 }, (_, i) => Number(`1e${i - 20}`));
  const place = (value: number) => Math.log(value / low) / Math.log(high / low);
  const within = powers.filter((value) => place(value) >= APART && place(value) <= 1 - APART);
  return [low, ...within, high];
}

/** Where a search would try a range: a grid's points, or the same twenty draws `of` it every time. Null where it is no range. */
export function rangeMarks(domain: Range, grid: boolean, of = ''): RangeMarks | null {
  const { low, high, log } = domain;
  if (!(low <= high) || (log && low <= 0)) return null;
  const stream = rng(1, 'picture of a range', of);
  const values = grid
    ? gridValues(domain).slice(0, MOST)
    : Array.from({ length: DRAWS }, () => drawValue(domain, stream.next()));
  // A whole number stands where it is on the axis, not in the middle of its part.
  const line: Range = { kind: 'float', low, high, log };
  const place = (value: number) => shareOf(line, value);
  return {
    marks: values.map((value) => place(Number(value))),
    ticks: tickValues(domain).map((value) => ({ at: place(value), value })),
  };
}
