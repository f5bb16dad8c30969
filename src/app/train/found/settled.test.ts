import { expect, it } from 'vitest';
import type { Trial } from '../../../study/events';
import { bestSoFar, scoredTrials, scoreRange, settledTrials } from './settled';

const trial = (number: number, metric?: number, state: Trial['state'] = 'finished'): Trial => ({
  search: 1,
  trial: number,
  state,
  points: [],
  config: { family: 'mlp', params: {} },
  ...(metric === undefined ? {} : { score: { metric, validLoss: 1, bestEpoch: 1 } }),
});
const numbers = (found: { trial: Trial }[]) => found.map(({ trial: { trial } }) => trial);

const trials = [
  trial(0, 0.7),
  trial(1, 0.6),
  trial(2, undefined, 'failed'),
  trial(3, 0.9),
  trial(4, Number.NaN),
  trial(5, 0.8),
];

it('scores in the order of the trials, ranked from the best; what failed or is no number has none', () => {
  const scored = scoredTrials(trials, 'auroc');
  expect(numbers(scored)).toEqual([0, 1, 3, 5]);
  expect(scored.map(({ rank }) => rank)).toEqual([2 / 3, 1, 0, 1 / 3]);
});

it('the best so far: the larger AUROC, the smaller loss', () => {
  expect(numbers(bestSoFar(scoredTrials(trials, 'auroc'), 'auroc'))).toEqual([0, 3]);
  expect(numbers(bestSoFar(scoredTrials(trials, 'logLoss'), 'logLoss'))).toEqual([0, 1]);
  expect(bestSoFar([], 'auroc')).toEqual([]);
});

it('one loss far beyond does not press the others into a line; a good one is always shown', () => {
  const losses = [0.41, 0.42, 0.44, 0.45, 0.47, 80].map((loss, i) => trial(i, loss));
  expect(scoreRange(scoredTrials(losses, 'logLoss'), 'logLoss')).toEqual([0.41, 0.47]);
  const [low, high] = scoreRange(scoredTrials(losses, 'auroc'), 'auroc');
  expect(low).toBeLessThanOrEqual(0.41);
  expect(high).toBeGreaterThanOrEqual(80);
});

it('an epoch of a running trial leaves the settled ones the very same array', () => {
  const before = settledTrials([...trials, trial(6, undefined, 'running')], []);
  expect(numbers(before.map((one) => ({ trial: one })))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(settledTrials([...trials, trial(6, undefined, 'running')], before)).toBe(before);
  expect(settledTrials([...trials, trial(6, 0.5)], before)).toHaveLength(7);
});
