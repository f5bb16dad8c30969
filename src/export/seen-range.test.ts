import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seenRange } from './seen-range';

const num = (values: number[]) => ({ kind: 'num' as const, v: Float64Array.from(values) });
const each = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

describe('the range that was seen', () => {
  it('is the mean of the lowest and of the highest values of five patients', () => {
    const values = [1, 2, 3, 4, 5, 50, 50, 50, 96, 97, 98, 99, 100];
    expect(seenRange(num(values), each(values.length))).toEqual({ min: 3, max: 98, median: 50 });
    const days = { kind: 'date' as const, v: Float64Array.from(values) };
    expect(seenRange(days, each(values.length))).toEqual({ min: 3, max: 98, median: 50 });
  });

  it('takes each patient once, however many rows are theirs', () => {
    const values = [1, 1, 1, 1, 1, 10, 20, 30, 40, Number.NaN];
    const unit = Int32Array.from([0, 0, 0, 0, 0, 1, 2, 3, 4, 5]);
    // Lowest of the five patients: 1, 10, 20, 30, 40; highest the same; the median is of rows.
    expect(seenRange(num(values), unit)).toEqual({ min: 1, max: 20, median: 1 });
  });

  it('is not there for fewer than five patients, nor for words', () => {
    expect(seenRange(num([1, 2, 3, 4]), each(4))).toBeUndefined();
    expect(seenRange(num([1, 2, 3, 4, 5, 6]), Int32Array.from([0, 1, 2, 3, 3, 3]))).toBeUndefined();
    expect(seenRange({ kind: 'text', codes: each(9), dict: [] }, each(9))).toBeUndefined();
    expect(seenRange(undefined, each(9))).toBeUndefined();
  });

  it('never tells an extreme that is one patient’s, and holds the median', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 60 }),
        (values) => {
          const planted = [...values, 987_654.321, -987_654.321];
          const range = seenRange(num(planted), each(planted.length));
          expect(Math.abs(range?.max ?? 0)).toBeLessThan(300_000);
          expect(Math.abs(range?.min ?? 0)).toBeLessThan(300_000);
          expect(range?.min).toBeLessThanOrEqual(range?.median ?? 0);
          expect(range?.max).toBeGreaterThanOrEqual(range?.median ?? 0);
        },
      ),
    );
  });
});
