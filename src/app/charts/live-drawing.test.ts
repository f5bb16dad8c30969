import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { liveCurves, trialCurves } from './live-drawing';
import { standingOut } from './live-painter';

const trial = (number: number, state: Trial['state'] = 'finished'): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'mlp', params: {} },
  state,
  points: [1, 2].map((epoch) => ({ epoch, trainLoss: 0.1, validLoss: number + epoch / 10, metric: 0.8 })),
  score: state === 'finished' ? { metric: 0.8, validLoss: 1, bestEpoch: 1 } : undefined,
});
const inks = {
  faded: 'faded',
  running: 'running',
  best: 'best',
  chosen: 'chosen',
  paper: 'paper',
};
const trials = [trial(0), trial(1, 'pruned'), trial(2), trial(3, 'running')];
const shown = (best: number | null, chosen: number | null, pins: [number, string][] = []) => ({
  trials,
  best,
  chosen,
  pinned: new Map(pins),
  inks,
});

describe('curves that stand out', () => {
  const order = (...given: Parameters<typeof shown>) =>
    standingOut(shown(...given)).map((one) => [one.trial.trial, one.ink, one.name]);

  it('are the best, the pinned and what is pointed at, each once, the last on top', () => {
    expect(order(0, 2, [[1, 'purple']])).toEqual([
      [0, 'best', false],
      [1, 'purple', true],
      [2, 'chosen', true],
    ]);
  });

  it('keep their colour while pointed at', () => {
    expect(order(0, 0, [[1, 'purple']])).toEqual([
      [1, 'purple', true],
      [0, 'best', true],
    ]);
    expect(order(null, 1, [[1, 'purple']])).toEqual([[1, 'purple', true]]);
    expect(order(0, null, [[0, 'purple']])).toEqual([[0, 'best', true]]);
  });

  it('leave out what is not among the trials', () => {
    expect(order(7, 8, [[9, 'purple']])).toEqual([]);
  });
});

describe('the live chart as a drawing', () => {
  it('has all trials faint, and those that stand out above them with their training loss', () => {
    const curves = liveCurves(shown(0, null), 'loss');
    expect(curves.map(({ key, color }) => [key, color])).toEqual([
      ['f0', 'faded'],
      ['f1', 'faded'],
      ['f2', 'faded'],
      ['f3', 'running'],
      ['0t', 'best'],
      ['0', 'best'],
    ]);
    expect(curves[1].opacity).toBeLessThan(curves[0].opacity!);
    expect(curves[5].points).toEqual([
      [1, 0.1],
      [2, 0.2],
    ]);
  });

  it('marks the best epoch, or where a running trial is; a metric has no training curve', () => {
    expect(trialCurves(trial(0), 'loss', 'c').at(-1)?.mark).toEqual([1, 0.1]);
    expect(trialCurves(trial(3, 'running'), 'loss', 'c').at(-1)?.mark).toEqual([2, 3.2]);
    expect(trialCurves(trial(1, 'pruned'), 'loss', 'c').at(-1)?.mark).toBeUndefined();
    expect(trialCurves(trial(0), 'metric', 'c').map((curve) => curve.points)).toEqual([
      [
        [1, 0.8],
        [2, 0.8],
      ],
    ]);
  });
});
