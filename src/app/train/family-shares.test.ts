import { expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { familyShares } from './family-shares';

const trial = (family: string, at: number, seconds: number | undefined, metric: number | null): Trial => ({
  search: 1,
  trial: at,
  config: { family, params: {} },
  state: metric === null ? 'pruned' : 'finished',
  points: [],
  ...(seconds !== undefined && { seconds }),
  ...(metric !== null && { score: { metric, validLoss: 0.5, bestEpoch: 1 } }),
});

const TRIALS = [
  trial('mlp', 0, 2, 0.8),
  trial('elastic-net', 1, 1, 0.85),
  trial('mlp', 2, 4, 0.82),
  trial('forest', 3, 3, null),
];

it('trials, share of the time and best score of each family, whoever took most first', () => {
  expect(familyShares(TRIALS, 'auroc')).toEqual([
    { family: 'mlp', trials: 2, time: 0.6, best: 0.82 },
    { family: 'forest', trials: 1, time: 0.3, best: null },
    { family: 'elastic-net', trials: 1, time: 0.1, best: 0.85 },
  ]);
  expect(familyShares(TRIALS, 'logLoss')[0].best).toBe(0.8);
});

it('waits for trials at work, and counts trials where nothing was timed', () => {
  const running: Trial = { ...trial('mlp', 4, undefined, null), state: 'running' };
  expect(familyShares([running], 'auroc')).toEqual([]);
  const untimed = TRIALS.map(({ seconds: _, ...rest }) => rest);
  expect(familyShares(untimed, 'auroc').map(({ time }) => time)).toEqual([0.5, 0.25, 0.25]);
});
