import { expect, test } from 'vitest';
import { testedRows } from './tested-rows';

test('rows tested in several repeats are one, with the mean of their predictions and thresholds', () => {
  const blob = {
    rows: Uint32Array.of(4, 2, 2, 4),
    fold: Int32Array.of(0, 1, 0, 1),
    repeat: Int32Array.of(0, 0, 1, 1),
    p: Float32Array.of(0.25, 0.5, 1, 0.75),
    raw: new Float32Array(4),
    threshold: 0.5,
    thresholds: Float64Array.of(0.2, 0.4, 0.6, 0.3),
    baseline: null,
  };
  const { rows, p, thresholds } = testedRows(blob);
  expect([...rows]).toEqual([4, 2]);
  expect([...p]).toEqual([0.5, 0.75]);
  expect([...(thresholds ?? [])]).toEqual([0.25, 0.5]);
});
