import { expect, test } from 'vitest';
import { lossSum, predictionsOf } from './losses';
import { lossOf, meanOf, together } from './together';

const [a, b] = [Float32Array.of(0.25, 0.5, 1), Float32Array.of(0.75, 0, 1)];

test('the mean, number by number', () => {
  expect([...meanOf([a, b])]).toEqual([0.5, 0.25, 1]);
});

test('losses of predictions are those of their logits', () => {
  const z = Float32Array.of(0.4, -1.5, 2, 0.1, -0.3, 0.9);
  for (const [loss, units] of [
    ['binary', 1],
    ['mse', 1],
    ['softmax', 3],
  ] as const) {
    const n = z.length / units;
    const y = Float32Array.from({ length: n }, (_, i) => i % 2);
    const p = predictionsOf(loss, z, units);
    expect(lossOf(loss, p, { n, y })).toBeCloseTo(lossSum(loss, z, y, units) / n, 6);
  }
});

test('a prediction that rounded to none is not infinitely wrong', () => {
  expect(lossOf('binary', Float32Array.of(0), { n: 1, y: Float32Array.of(1) })).toBeCloseTo(23 * Math.LN2, 9);
});

test('several are judged by their mean: -ln of .5, .75 and 1 by hand', () => {
  const results = [a, b].map((validPredictions, i) => ({ trainLoss: i, validLoss: 9, validPredictions }));
  const of = together(results, 'binary', { n: 3, y: Float32Array.of(1, 0, 1) });
  expect(of.trainLoss).toBe(0.5);
  expect(of.validLoss).toBeCloseTo((Math.LN2 - Math.log(0.75)) / 3, 6);
  expect([...of.validPredictions]).toEqual([0.5, 0.25, 1]);
});

test('one is handed on as it is', () => {
  const one = { trainLoss: 1, validLoss: 2, validPredictions: a };
  expect(together([one], 'binary', { n: 3, y: Float32Array.of(1, 0, 1) })).toBe(one);
});
