import { expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { emptyJournal } from '../../study/journal-state';
import { firstShown } from './first-shown';

const answer = {
  ...{ metric: 'auroc' as const, score: 0.64 },
  ...{ rows: 4000, patients: 4000, of: 71_236, folds: 5 },
};
const first = { search: 1, answer };
const trial = (state: Trial['state']): Trial => ({
  ...{ search: 1, trial: 0, config: { family: 'mlp', params: {} }, points: [] },
  state,
});

it('is shown from before its search begins until one of its trials has finished', () => {
  const waiting = { ...emptyJournal(), first };
  expect(firstShown(waiting, true)).toBe(answer);
  const running = { ...waiting, search: 1, phase: 'running' as const };
  expect(firstShown(running, false)).toBe(answer);
  expect(firstShown({ ...running, phase: 'paused' }, false)).toBe(answer);
  expect(firstShown({ ...running, trials: [trial('running'), trial('failed')] }, false)).toBe(answer);
  expect(firstShown({ ...running, trials: [trial('finished')] }, false)).toBeNull();
});

it('is not shown of a search that never began, has ended, or was another', () => {
  const waiting = { ...emptyJournal(), first };
  expect(firstShown(waiting, false)).toBeNull();
  expect(firstShown({ ...waiting, search: 1, phase: 'finished' }, false)).toBeNull();
  expect(firstShown({ ...waiting, search: 1, phase: 'interrupted' }, false)).toBeNull();
  expect(firstShown({ ...waiting, search: 3, phase: 'running' }, true)).toBeNull();
});
