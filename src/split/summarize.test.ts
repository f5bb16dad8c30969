import { expect, it } from 'vitest';
import type { Target } from '../data/dataset';
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

it('counts rows, patients and classes of the first fold and the test part', () => {
  expect(summarize(parts, target, unit, null)).toEqual({
    parts: [
      { part: 'train', rows: 2, patients: 2, classes: [0, 2], mean: null },
      { part: 'valid', rows: 2, patients: 1, classes: [2, 0], mean: null },
      { part: 'test', rows: 2, patients: 1, classes: [1, 1], mean: null },
    ],
    folds: 2,
    left: 1,
    grouped: true,
    sites: [],
  });
});

it('gives the mean of a number', () => {
  const bmi: Target = {
    kind: 'regression',
    classes: [],
    y: Float64Array.of(20, 30, 22, 24, 40, 20, Number.NaN),
  };
  expect(summarize(parts, bmi, unit, null).parts.map((p) => p.mean)).toEqual([23, 30, 25]);
});

it('counts each site in train, valid and test; an unnamed site has an empty name', () => {
  const dict = ['B', 'A'];
  const site = { kind: 'cat' as const, codes: Int32Array.of(1, 0, 1, 1, 0, -1, 0), dict };
  expect(summarize(parts, target, unit, site).sites).toEqual([
    { site: 'A', rows: [2, 0, 1] },
    { site: 'B', rows: [0, 1, 1] },
    { site: '', rows: [0, 1, 0] },
  ]);
});
