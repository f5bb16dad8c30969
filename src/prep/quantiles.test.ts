import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, mostFrequent, quantiles } from './quantiles';

const column = (...values: number[]) => Float64Array.from(values);
const { NaN: nan } = Number;

describe('quantiles', () => {
  it('agrees with numpy.nanquantile of numpy 2.4.6', () => {
    const crp = column(0.4, 1.2, nan, 3.5, 0.9, 88, 12.4, nan, 5.1, 240, 0.9, 31);
    const wanted = [0.4, 0.8500000000000001, 0.975, 4.3, 26.35, 103.19999999999995, 240];
    quantiles(crp, [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]).forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i], 12);
    });
  });

  it('are those of the sorted values, however many are asked for', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    // Few different values as well: ties are where selection goes wrong.
    const values = fc.array(fc.oneof(finite, fc.integer({ min: 0, max: 3 }), fc.constant(nan)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (list) => {
        const sorted = list.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
        fc.pre(sorted.length > 0);
        const last = sorted.length - 1;
        const places = sorted.map((_, i) => (last === 0 ? 0 : i / last));
        const v = Float64Array.from(list);
        const exact = quantiles(v, places);
        exact.forEach((value, i) => {
          expect(value).toBeCloseTo(sorted[i], 4);
        });
        for (let i = 0; i < places.length; i += 3) {
          const few = places.slice(i, i + 3);
          expect(quantiles(v, few)).toEqual(exact.slice(i, i + 3));
        }
        expect([...v]).toEqual(list);
      }),
    );
  });

  it('are a value itself where their place is whole, though a probability is rounded', () => {
    for (let parts = 2; parts <= 120; parts++)
      for (const times of [1, 3, 7]) {
        const v = Float64Array.from({ length: parts * times + 1 }, (_, i) => Math.sqrt(i));
        const places = Array.from({ length: parts + 1 }, (_, i) => i / parts);
        expect(quantiles(v, places)).toEqual(places.map((_, i) => Math.sqrt(i * times)));
      }
  });

  it('are not there where no value is', () => {
    expect(quantiles(column(nan, nan), [0.5])).toEqual([nan]);
    expect(median(column())).toBeNaN();
  });
});

it('the median does not overflow', () => {
  expect(median(column(1.6e308, -1.6e308))).toBe(0);
  expect(median(column(1.6e308, 1.7e308)) / 1e308).toBeCloseTo(1.65, 12);
});

it('the most frequent value is the smallest of equals: SimpleImputer(strategy="most_frequent"), scikit-learn 1.9.1', () => {
  expect(mostFrequent(column(3, 1, nan, 1, 3, 2))).toBe(1);
  expect(mostFrequent(column(nan))).toBeNaN();
});
