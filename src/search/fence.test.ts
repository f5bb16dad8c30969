import { expect, it } from 'vitest';
import { fenceOf } from './fence';

it('three times the middle half above it', () => {
  // Quartiles 2 and 4 of five numbers.
  expect(fenceOf([5, 1, 4, 2, 3])).toBe(4 + 3 * 2);
  expect(fenceOf([5, 1, 4, Number.NaN, 2, 3])).toBe(10);
});

it('no fence of three numbers, or where half of them are equal', () => {
  expect(fenceOf([1, 2, 900])).toBe(Number.POSITIVE_INFINITY);
  expect(fenceOf([1, 1, 1, 1, 9])).toBe(Number.POSITIVE_INFINITY);
});
