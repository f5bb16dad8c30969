import { expect, test } from 'vitest';
import { baselineLoss } from './baseline-loss';
import type { Rows } from './trainer';

const rows = (y: number[], w?: number[]): Rows => ({
  n: y.length,
  d: 0,
  x: new Float32Array(0),
  y: Float32Array.from(y),
  ...(w && { w: Float32Array.from(w) }),
});
const entropy = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);

test('of one share in both parts it is the entropy of the shares', () => {
  const fold = { train: rows([1, 0, 0, 0]), valid: rows([0, 1, 0, 0, 0, 0, 0, 1]) };
  expect(baselineLoss([fold], 'binary').train).toBeCloseTo(entropy(0.25), 12);
  expect(baselineLoss([fold], 'softmax').valid).toBeCloseTo(entropy(0.25), 12);
});

test('weights that make classes alike make it the log of their number, in both parts', () => {
  const fold = { train: rows([1, 0, 0, 0], [2, 2 / 3, 2 / 3, 2 / 3]), valid: rows([0, 0, 0, 0, 1]) };
  const { train, valid } = baselineLoss([fold], 'binary');
  expect(train).toBeCloseTo(Math.LN2, 6);
  expect(valid).toBeCloseTo(Math.LN2, 6);
});

test('of a number it is the squared distance from the mean of the training rows', () => {
  const fold = { train: rows([-1, 1, 3]), valid: rows([1, 2]) };
  expect(baselineLoss([fold], 'mse').train).toBeCloseTo(8 / 3, 12);
  expect(baselineLoss([fold], 'mse').valid).toBeCloseTo(0.5, 12);
});

test('larger folds count for more, and a class that no training row has is not impossible', () => {
  const small = { train: rows([0, 1]), valid: rows([0]) };
  const large = { train: rows([0, 0]), valid: rows([0, 0, 1]) };
  const { valid } = baselineLoss([small, large], 'binary');
  expect(valid).toBeCloseTo((Math.LN2 - Math.log(0.25)) / 4, 12);
});
