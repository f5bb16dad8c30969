import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { boardRows } from './board';

const trial = (number: number, metric?: number): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'mlp', params: {} },
  state: metric === undefined ? 'failed' : 'finished',
  points: [],
  score: metric === undefined ? undefined : { metric, validLoss: 1, bestEpoch: 1 },
});
const trials = [trial(0, 0.7), trial(1), trial(2, 0.9), trial(3), trial(4, 0.8)];
const seen = (order: 'metric' | 'order', metric: 'auroc' | 'rmse' = 'auroc') =>
  boardRows(trials, metric, order).map((row) => [row.trial.trial, row.rank]);

describe('leaderboard', () => {
  it('has the best first and what failed after it, in order', () => {
    expect(seen('metric')).toEqual([
      [2, 1],
      [4, 2],
      [0, 3],
      [1, null],
      [3, null],
    ]);
  });

  it('takes the smaller error for the better one', () => {
    expect(seen('metric', 'rmse').slice(0, 3)).toEqual([
      [0, 1],
      [4, 2],
      [2, 3],
    ]);
  });

  it('keeps the ranks in the order in which trials ran', () => {
    expect(seen('order')).toEqual([
      [0, 3],
      [1, null],
      [2, 1],
      [3, null],
      [4, 2],
    ]);
  });
});
