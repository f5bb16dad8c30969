import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalCdf } from './normal-cdf';
import { normalQuantile } from './normal-quantile';

it.each([
  // scipy 1.17.1, scipy.stats.norm.cdf.
  [0, 0.5],
  [1, 0.8413447460685429],
  [-1.96, 0.024997895148220435],
  [-5, 2.866515718791933e-7],
  [-9, 1.128588405953832e-19],
  [3, 0.9986501019683699],
])('Φ(%f) = %f', (x, wanted) => {
  expect(Math.abs(normalCdf(x) - wanted)).toBeLessThan(1e-15);
  expect(normalCdf(x) / wanted).toBeCloseTo(1, 7);
});

it('is undone by the quantile', () => {
  fc.assert(
    fc.property(fc.double({ min: -6, max: 3, noNaN: true }), (x) => {
      expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 9);
    }),
  );
  expect(normalCdf(-40)).toBe(0);
  expect(normalCdf(40)).toBe(1);
});
