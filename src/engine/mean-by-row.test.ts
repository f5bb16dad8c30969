import { expect, it } from 'vitest';
import { isRepeated, meanByRow } from './mean-by-row';

it('rows that stand once are handed on, to the bit', () => {
  const rows = Uint32Array.of(4, 1, 7);
  const p = Float32Array.of(0.1, 0.2, 0.3);
  const by = meanByRow(rows);
  expect(isRepeated(rows)).toBe(false);
  expect(by.rows).toBe(rows);
  expect(by.mean(p)).toBe(p);
});

it('a row of several repeats has the mean of its predictions, in the order of the first', () => {
  const rows = Uint32Array.of(4, 1, 7, 1, 7, 4);
  const by = meanByRow(rows);
  expect(isRepeated(rows)).toBe(true);
  expect([...by.rows]).toEqual([4, 1, 7]);
  expect([...by.mean(Float32Array.of(1, 2, 3, 4, 5, 6))]).toEqual([3.5, 3, 4]);
});

it('probabilities of several classes stay together, and a row may miss in a repeat', () => {
  const by = meanByRow(Uint32Array.of(2, 3, 3));
  const p = Float32Array.of(0.25, 0.75, 1, 0, 0.5, 0.5);
  expect([...by.mean(p)]).toEqual([0.25, 0.75, 0.75, 0.25]);
});
