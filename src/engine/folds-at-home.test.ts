import { expect, it } from 'vitest';
import { foldsAtHome } from './folds-at-home';

const fold = { train: Uint32Array.of(0), valid: Uint32Array.of(1) };
const none = new Uint32Array(0);

const of = (k: number, repeats: number | undefined, rows = Uint32Array.of(0, 1)) => ({
  study: {
    split: {
      test: { kind: 'holdout' as const, share: 0.2 },
      validation: { kind: 'kfold' as const, k, ...(repeats && { repeats }) },
      stratify: true,
    },
  },
  ready: {
    parts: { test: none, dev: none, left: none, folds: Array(k * (repeats ?? 1)).fill(fold) },
  },
  blob: { rows },
});

it.each([
  ['once: all folds, whatever the number of trials', of(5, undefined), 10, 5],
  ['once: all of twenty folds', of(20, undefined), 10, 20],
  ['one trial: every repeat', of(5, 3), 1, 15],
  ['two trials: every repeat, 30 networks in all', of(5, 3), 2, 15],
  ['three trials: two repeats', of(5, 3), 3, 10],
  ['ten trials: the first repeat', of(5, 3), 10, 5],
  ['two folds five times: three repeats, as a row was predicted five times', of(2, 5), 10, 6],
  ['an earlier version, which scored repeats apart: all', of(5, 3, Uint32Array.of(0, 1, 0, 1)), 10, 15],
] as const)('%s', (_, trial, trials, expected) => {
  expect(foldsAtHome(trial, trials)).toBe(expected);
});
