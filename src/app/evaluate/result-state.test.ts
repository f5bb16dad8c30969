import { describe, expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { Trial } from '../../study/events';
import { emptyJournal } from '../../study/journal-state';
import { isWinnerEvaluated, operatingPoint, rareClasses, staleness, winnerOf } from './result-state';

const study = emptyStudy('s');
const trial = (number: number, metric: number): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'logistic', params: {} },
  state: 'finished',
  points: [],
  score: { metric, validLoss: 1, bestEpoch: 3 },
});
const evaluated = (number: number) => ({ search: 1, trial: number, blob: 'b', evaluation: null as never });
const journal = (over: object) => ({ ...emptyJournal(), search: 1, study, ...over });

describe('winnerOf', () => {
  it('is the best by the metric of the search, not of the study as it is now', () => {
    expect(winnerOf(journal({ trials: [trial(0, 0.7), trial(1, 0.9)] }))?.trial.trial).toBe(1);
    const rmse = { ...study, search: { ...study.search, metric: 'rmse' as const } };
    expect(winnerOf(journal({ study: rmse, trials: [trial(0, 0.7), trial(1, 0.9)] }))?.trial.trial).toBe(0);
    expect(winnerOf(journal({ trials: [] }))).toBeNull();
    expect(winnerOf(emptyJournal())).toBeNull();
  });
});

it('isWinnerEvaluated only for the trial that leads', () => {
  const trials = [trial(0, 0.8), trial(1, 0.9)];
  expect(isWinnerEvaluated(journal({ trials, evaluation: evaluated(1) }))).toBe(true);
  expect(isWinnerEvaluated(journal({ trials, evaluation: evaluated(0) }))).toBe(false);
  expect(isWinnerEvaluated(journal({ trials }))).toBe(false);
  expect(isWinnerEvaluated(emptyJournal())).toBe(false);
});

describe('staleness', () => {
  it('is null while the results are of the study on screen', () => {
    expect(
      staleness({ study, journal: journal({ trials: [trial(0, 0.9)], evaluation: evaluated(0) }) }),
    ).toBeNull();
    expect(staleness({ study, journal: journal({ trials: [trial(0, 0.9)] }) })).toBeNull();
  });

  it('tells a changed study from a better trial', () => {
    const state = journal({ trials: [trial(0, 0.8), trial(1, 0.9)], evaluation: evaluated(0) });
    expect(staleness({ study, journal: state })).toBe('better');
    expect(staleness({ study: { ...study, seed: 2 }, journal: state })).toBe('changed');
    expect(staleness({ study: { ...study, name: 'renamed' }, journal: state })).toBe('better');
  });
});

it('rareClasses names what has fewer than a hundred test rows', () => {
  expect(rareClasses({ counts: [100, 99] }, ['no', 'yes'])).toEqual([{ label: 'yes', count: 99 }]);
});

it('operatingPoint reads rows as truth', () => {
  expect(
    operatingPoint({
      confusion: [
        [8, 2],
        [1, 3],
      ],
    }),
  ).toEqual({ fpr: 0.2, tpr: 0.75 });
});
