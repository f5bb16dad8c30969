import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Dataset, Target } from '../../data/dataset';
import { rng } from '../../study/random';
import { multiclassTarget, num, regressionTarget, table } from '../test-tables';
import { overSample } from './over-sample';
import { underSample } from './under-sample';

const rowsOf = (n: number, unit = Array.from({ length: n }, (_, i) => i)): Dataset => ({
  ...table({ age: num(...Array.from({ length: n }, (_, i) => i)) }, n),
  unit: Int32Array.from(unit),
});
const resample = (step: typeof overSample, data: Dataset, target: Target, ratio: number) =>
  Array.from(step.resample!(data, target, { ratio }, { rng: rng('resampling') }));
const counts = (rows: number[], { y, classes }: Target) =>
  classes.map((_, code) => rows.filter((row) => y[row] === code).length);

// 8, 4 and 2 rows. The arithmetic is that of imbalanced-learn's samplers: minority = ratio x majority.
const target = multiclassTarget(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2);

it('makes rarer classes as common as asked for', () => {
  expect(counts(resample(overSample, rowsOf(14), target, 1), target)).toEqual([8, 8, 8]);
  expect(counts(resample(overSample, rowsOf(14), target, 0.5), target)).toEqual([8, 4, 4]);
  expect(counts(resample(underSample, rowsOf(14), target, 1), target)).toEqual([2, 2, 2]);
  expect(counts(resample(underSample, rowsOf(14), target, 0.5), target)).toEqual([4, 4, 2]);
});

it('takes every patient once before any twice, with all of their rows', () => {
  // The rare class: patient 90 has rows 12 and 13, patient 91 rows 14 and 15. Four rows more are both, once.
  const y = multiclassTarget(...Array<number>(12).fill(0), 1, 1, 1, 1);
  const data = rowsOf(16, [...Array(12).keys(), 90, 90, 91, 91]);
  const extra = resample(overSample, data, y, 8 / 12).slice(16);
  expect(extra.toSorted()).toEqual([12, 13, 14, 15]);
  expect([
    [12, 13],
    [14, 15],
  ]).toContainEqual(extra.slice(0, 2));
  const kept = resample(underSample, rowsOf(6, [0, 0, 1, 1, 2, 2]), multiclassTarget(0, 0, 0, 0, 1, 1), 1);
  expect([
    [0, 1, 4, 5],
    [2, 3, 4, 5],
  ]).toContainEqual(kept);
});

it('leaves a number as the outcome alone', () => {
  for (const step of [overSample, underSample])
    expect(resample(step, rowsOf(3), regressionTarget(1, 2, 3), 1)).toEqual([0, 1, 2]);
});

it('never loses a row in over-sampling, nor takes one twice in under-sampling, whatever the outcomes', () => {
  const outcomes = fc.array(fc.constantFrom(0, 1, 2, Number.NaN), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(outcomes, fc.constantFrom(0.05, 0.3, 0.5, 1), (y, ratio) => {
      const given = multiclassTarget(...y);
      const data = rowsOf(
        y.length,
        y.map((_, i) => i % 7),
      );
      const more = resample(overSample, data, given, ratio);
      expect(more.slice(0, y.length)).toEqual([...y.keys()]);
      const less = resample(underSample, data, given, ratio);
      expect(new Set(less).size).toBe(less.length);
      const before = counts([...y.keys()], given);
      const [most, fewest] = [Math.max(...before), Math.min(...before.filter((count) => count > 0))];
      counts(more, given).forEach((count, c) => {
        expect(count).toBe(before[c] === 0 ? 0 : Math.max(before[c], Math.round(ratio * most)));
      });
      for (const [c, count] of counts(less, given).entries())
        expect(count).toBe(Math.min(before[c], Math.ceil(fewest / ratio)));
      y.forEach((value, row) => {
        if (Number.isNaN(value)) expect(less).toContain(row);
      });
    }),
    { seed: 3 },
  );
});
