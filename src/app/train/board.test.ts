import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { type BoardColumn, boardPage, boardRows, sortedBy } from './board';

const trial = (number: number, metric?: number): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'mlp', params: {} },
  state: metric === undefined ? 'failed' : 'finished',
  points: [],
  score: metric === undefined ? undefined : { metric, validLoss: 1, bestEpoch: 1 },
});
const trials = [trial(0, 0.7), trial(1), trial(2, 0.9), trial(3), trial(4, 0.8)];
const seen = (by: BoardColumn, metric: 'auroc' | 'rmse' = 'auroc', reversed = false, pins: number[] = []) =>
  boardRows(trials, metric, { by, reversed }, (t) => pins.includes(t)).map((row) => [
    row.trial.trial,
    row.rank,
  ]);

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
    expect(seen('trial')).toEqual([
      [0, 3],
      [1, null],
      [2, 1],
      [3, null],
      [4, 2],
    ]);
  });

  it('reverses, but what has no value stays last', () => {
    expect(seen('metric', 'auroc', true).map(([trial]) => trial)).toEqual([0, 4, 2, 1, 3]);
    expect(seen('trial', 'auroc', true).map(([trial]) => trial)).toEqual([4, 3, 2, 1, 0]);
  });

  it('has pinned trials on top, sorted among themselves', () => {
    expect(seen('metric', 'auroc', false, [3, 0, 4]).map(([trial]) => trial)).toEqual([4, 0, 3, 2, 1]);
  });

  it('sorts by how trials ended: what runs first', () => {
    const states = (['pruned', 'failed', 'finished', 'interrupted', 'running'] as const).map((state, i) => ({
      ...trial(i),
      state,
    }));
    const rows = boardRows(states, 'auroc', { by: 'state', reversed: false }, () => false);
    expect(rows.map((row) => row.trial.state)).toEqual([
      'running',
      'finished',
      'pruned',
      'failed',
      'interrupted',
    ]);
  });

  it.each([
    ['loss', [1, 0, 2]],
    ['bestEpoch', [2, 0, 1]],
    ['epochs', [0, 2, 1]],
    ['seconds', [1, 2, 0]],
    ['model', [1, 0, 2]],
  ] as const)('sorts by %s, the smallest first', (by, order) => {
    const point = { epoch: 1, trainLoss: 1, validLoss: 1, metric: 0.5 };
    const some: Trial[] = [
      { ...trial(0, 0.7), points: [point], seconds: 9 },
      {
        ...trial(1, 0.8),
        points: [point, point, point],
        seconds: 1,
        config: { family: 'logistic', params: {} },
      },
      { ...trial(2, 0.9), points: [point, point], seconds: 4 },
    ];
    some[0].score = { metric: 0.7, validLoss: 0.4, bestEpoch: 5 };
    some[1].score = { metric: 0.8, validLoss: 0.3, bestEpoch: 8 };
    some[2].score = { metric: 0.9, validLoss: 0.5, bestEpoch: 2 };
    const rows = boardRows(some, 'auroc', { by, reversed: false }, () => false);
    expect(rows.map((row) => row.trial.trial)).toEqual(order);
  });

  it('turns round when a heading is clicked again', () => {
    const first = { by: 'metric', reversed: false } as const;
    expect(sortedBy(first, 'metric')).toEqual({ by: 'metric', reversed: true });
    expect(sortedBy({ by: 'metric', reversed: true }, 'metric')).toEqual(first);
    expect(sortedBy({ by: 'metric', reversed: true }, 'loss')).toEqual({ by: 'loss', reversed: false });
  });
});

describe('a page of the leaderboard', () => {
  const rows = Array.from({ length: 102 }, (_, i) => ({ trial: trial(i), rank: i + 1 }));
  const lines = (pinned: number, wanted: number) =>
    boardPage(rows, pinned, wanted).drawn.map(({ line }) => line);

  it('holds fifty rows under their lines of the whole table', () => {
    expect(boardPage(rows, 0, 1)).toMatchObject({ page: 1, pages: 3 });
    expect(lines(0, 1)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2));
    expect(lines(0, 3)).toEqual([102, 103]);
  });

  it('has the pinned rows first, whichever page it is', () => {
    expect(boardPage(rows, 2, 2)).toMatchObject({ page: 2, pages: 2 });
    expect(lines(2, 2)).toEqual([2, 3, ...Array.from({ length: 50 }, (_, i) => i + 54)]);
  });

  it('is the last where there is no such page any more, and the first of an empty table', () => {
    expect(boardPage(rows, 0, 9).page).toBe(3);
    expect(boardPage([], 0, 2)).toEqual({ page: 1, pages: 1, drawn: [] });
    expect(boardPage(rows.slice(0, 2), 2, 1)).toMatchObject({ page: 1, pages: 1 });
  });
});
