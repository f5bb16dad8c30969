import { expect, it } from 'vitest';
import type { Target } from '../data/dataset';
import type { SplitPlan } from '../study/schema';
import type { Parts } from './parts';
import { summarize } from './summarize';

const parts: Parts = {
  test: Uint32Array.of(0, 1),
  dev: Uint32Array.of(2, 3, 4, 5),
  folds: [
    { train: Uint32Array.of(2, 3), valid: Uint32Array.of(4, 5) },
    { train: Uint32Array.of(4, 5), valid: Uint32Array.of(2, 3) },
  ],
  left: Uint32Array.of(6),
};
const unit = Int32Array.of(0, 0, 1, 2, 3, 3, 4);
const target: Target = {
  kind: 'binary',
  classes: ['no', 'yes'],
  y: Float64Array.of(0, 1, 1, 1, 0, 0, Number.NaN),
};

const plan: SplitPlan = {
  test: { kind: 'holdout', share: 0.2 },
  validation: { kind: 'kfold', k: 2 },
  stratify: true,
};
const about = { plan, target, unit, site: null, outer: [], parameters: 7 };

it('counts rows, patients and classes of the first fold and the test part', () => {
  expect(summarize(parts, about)).toEqual({
    parts: [
      { part: 'train', rows: 2, patients: 2, classes: [0, 2], mean: null },
      { part: 'valid', rows: 2, patients: 1, classes: [2, 0], mean: null },
      { part: 'test', rows: 2, patients: 1, classes: [1, 1], mean: null },
    ],
    folds: 2,
    rounds: [
      { site: null, rows: 2, patients: 1, classes: [2, 0], mean: null },
      { site: null, rows: 2, patients: 2, classes: [0, 2], mean: null },
    ],
    outer: [],
    time: null,
    left: 1,
    outcome: null,
    parameters: 7,
    grouped: true,
    sites: [],
  });
});

it('of repeats counts the first, and shows where each patient validates in every one', () => {
  const swapped = [parts.folds[1], parts.folds[0]];
  const twice = summarize(
    { ...parts, folds: [...parts.folds, ...swapped] },
    { ...about, plan: { ...plan, validation: { kind: 'kfold', k: 2, repeats: 2 } } },
  );
  expect(twice.folds).toBe(4);
  expect(twice.rounds).toEqual(summarize(parts, about).rounds);
  const [first, second] = twice.repeats ?? [];
  expect(first).toHaveLength(3);
  expect(second).toEqual(first.map((fold) => 3 - fold));
});

it('gives the mean of a number', () => {
  const bmi: Target = {
    kind: 'regression',
    classes: [],
    y: Float64Array.of(20, 30, 22, 24, 40, 20, Number.NaN),
  };
  expect(summarize(parts, { ...about, target: bmi }).parts.map((p) => p.mean)).toEqual([23, 30, 25]);
});

it('counts each site in train, valid and test; an unnamed site has an empty name', () => {
  const dict = ['B', 'A'];
  const site = { kind: 'cat' as const, codes: Int32Array.of(1, 0, 1, 1, 0, -1, 0), dict };
  expect(summarize(parts, { ...about, site }).sites).toEqual([
    { site: 'B', parts: [0, 1, 1], rows: 2, patients: 2, classes: [1, 1], mean: null },
    { site: 'A', parts: [2, 0, 1], rows: 3, patients: 3, classes: [1, 2], mean: null },
    { site: '', parts: [0, 1, 0], rows: 1, patients: 1, classes: [1, 0], mean: null },
  ]);
});

it('draws the rows over time with whole bars, and where the test part begins', () => {
  const order = Float64Array.of(2022, 2022, 2020, 2020, 2021, 2020, 2022);
  const time: SplitPlan['test'] = { kind: 'time', column: 'year', share: 0.2 };
  expect(summarize(parts, { ...about, plan: { ...plan, test: time }, order }).time).toEqual({
    from: 2020,
    to: 2023,
    cut: 2022,
    bins: [
      { dev: 3, test: 0, left: 0 },
      { dev: 1, test: 0, left: 0 },
      { dev: 0, test: 2, left: 1 },
    ],
  });
});

it('has a part for each outer fold instead of the one test part', () => {
  const outer = [{ fold: { outer: 0, name: 'A', repeat: 0 }, rows: Uint32Array.of(2, 3) }];
  const found = summarize(parts, { ...about, outer });
  expect(found.parts.map((p) => p.part)).toEqual(['train', 'valid']);
  expect(found.outer).toEqual([{ name: 'A', repeat: 0, rows: 2, patients: 2, classes: [0, 2], mean: null }]);
});

it('knows the spread of a number in development, and not in the test part', () => {
  const y = Float64Array.from(about.target.y, (_, row) => (parts.test.includes(row) ? 1000 : row));
  const of = (values: Float64Array) =>
    summarize(parts, { ...about, target: { kind: 'regression', classes: [], y: values } }).outcome;
  const dev = [...parts.dev];
  const mean = dev.reduce((sum, row) => sum + row, 0) / dev.length;
  expect(of(y)?.mean).toBeCloseTo(mean, 12);
  expect(of(y)?.sd).toBeCloseTo(
    Math.sqrt(dev.reduce((sum, row) => sum + (row - mean) ** 2, 0) / (dev.length - 1)),
    12,
  );
});
