import { expect, it } from 'vitest';
import { proportionDifference } from './newcombe';

// Newcombe, Interval estimation for the difference between independent proportions, Stat Med 1998;17:873-890, table II, method 10.
it.each([
  [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.6, 0.1705, 0.809],
  [6, 7, 2, 7, 0.5714, 0.0582, 0.8062],
  [5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
  [0, 10, 0, 20, 0, -0.1611, 0.2775],
  [10, 10, 0, 10, 1, 0.6075, 1],
])('%i of %i against %i of %i', (a, n, b, m, difference, low, high) => {
  const found = proportionDifference(a, n, b, m);
  expect(found.difference).toBeCloseTo(difference, 4);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});
