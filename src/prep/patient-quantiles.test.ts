import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patientQuantiles } from './patient-quantiles';

const own = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

it('is the mean of the five values about each quantile, of the outermost at the ends', () => {
  const values = Float64Array.of(90, 10, 30, Number.NaN, 20, 70, 50, 40, 80, 60);
  // 10 ... 90: about the lowest 10 to 50, about the middle 30 to 70.
  expect(patientQuantiles(values, own(10), [0, 0.5, 1])).toEqual([30, 50, 70]);
});

it('takes as many rows as five patients have', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const unit = Int32Array.of(0, 0, 0, 0, 1, 2, 3, 4);
  expect(patientQuantiles(values, unit, [0])).toEqual([4.5]);
  expect(patientQuantiles(values, unit, [1])).toEqual([6]);
});

it('has none of fewer than five patients, and the very value where all are equal', () => {
  expect(patientQuantiles(Float64Array.of(1, 2, 3, 4, Number.NaN), own(5), [0, 1])).toEqual([]);
  expect(patientQuantiles(Float64Array.of(1, 2, 3, 4, 5), Int32Array.of(0, 1, 2, 3, 3), [0.5])).toEqual([]);
  expect(patientQuantiles(new Float64Array(7).fill(0.1), own(7), [0, 0.3, 1])).toEqual([0.1, 0.1, 0.1]);
});

it('lies within the values, whatever they are and whosever', () => {
  const cell = fc.record({ value: fc.double({ min: -1e6, max: 1e6, noNaN: true }), patient: fc.nat(11) });
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0, max: 1 }),
      (cells, at) => {
        const values = Float64Array.from(cells, ({ value }) => value);
        const unit = Int32Array.from(cells, ({ patient }) => patient);
        const patients = new Set(unit).size;
        const probability = Number.isNaN(at) ? 0.5 : at;
        const found = patientQuantiles(values, unit, [0, probability, 1]);
        expect(found).toHaveLength(patients < 5 ? 0 : 3);
        for (const one of found) {
          expect(one).toBeGreaterThanOrEqual(Math.min(...values) - 1e-6);
          expect(one).toBeLessThanOrEqual(Math.max(...values) + 1e-6);
        }
      },
    ),
  );
});
