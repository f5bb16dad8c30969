import { describe, expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { ThresholdRule } from '../../study/evaluation-plan';
import type { Evaluation, Trial } from '../../study/events';
import { emptyJournal } from '../../study/journal-state';
import {
  isPlanChanged,
  isWinnerEvaluated,
  outerWork,
  rareClasses,
  staleness,
  winnerOf,
} from './result-state';

const study = emptyStudy('s');
const trial = (number: number, metric: number): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'logistic', params: {} },
  state: 'finished',
  points: [],
  score: { metric, validLoss: 1, bestEpoch: 3 },
});
const evaluated = (number: number) => ({ search: 1, trial: number, blob: 'b', evaluation: {} as never });
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

  it('knows outer folds that repeat a search of fewer trials', () => {
    const outer = { ...evaluated(0), evaluation: { outer: {} } as never };
    const state = journal({ trials: [trial(0, 0.9)], evaluation: outer });
    expect(staleness({ study, journal: state })).toBe('longer');
    expect(
      staleness({
        study,
        journal: { ...state, outers: [{ fold: { outer: 0, name: '1', repeat: 0 }, blob: 'b' }] },
      }),
    ).toBeNull();
  });
});

it('rareClasses names what has fewer than a hundred test rows', () => {
  expect(rareClasses({ counts: [100, 99] }, ['no', 'yes'])).toEqual([{ label: 'yes', count: 99 }]);
});

describe('isPlanChanged', () => {
  it('asks for another look where an existing score came since, and says nothing of older journals', () => {
    const grace = { name: 'grace', type: 'integer', role: 'score', stored: true } as const;
    const now = { ...study, columns: [...study.columns, grace] };
    expect(isPlanChanged(now, { kind: 'binary', scores: [] } as unknown as Evaluation)).toBe(true);
    expect(isPlanChanged(now, { kind: 'binary', scores: ['grace'] } as Evaluation)).toBe(false);
    expect(isPlanChanged(now, { kind: 'binary' } as Evaluation)).toBe(false);
  });

  const evaluation = { kind: 'binary' } as Evaluation;
  const planned = (threshold: ThresholdRule) => ({
    ...study,
    evaluation: { ...study.evaluation, threshold },
  });

  it('takes an old journal for Youden without recalibration', () => {
    expect(isPlanChanged(study, evaluation)).toBe(false);
    expect(isPlanChanged(planned({ rule: 'sensitivity', value: 0.9 }), evaluation)).toBe(true);
  });

  it('compares what was decided, however its keys stand, and not the prevalence', () => {
    const then = {
      threshold: { value: 0.9, rule: 'sensitivity' },
      recalibration: 'none',
    } as Evaluation['plan'];
    const now = planned({ rule: 'sensitivity', value: 0.9 });
    expect(
      isPlanChanged(
        { ...now, evaluation: { ...now.evaluation, prevalence: 0.1 } },
        { ...evaluation, plan: then },
      ),
    ).toBe(false);
    expect(
      isPlanChanged(
        { ...now, evaluation: { ...now.evaluation, recalibration: 'platt' } },
        { ...evaluation, plan: then },
      ),
    ).toBe(true);
  });
});

it('outerWork repeats the search for every hospital or fold that is still to come', () => {
  const trials = [
    { ...trial(0, 0.8), seconds: 4 },
    { ...trial(1, 0.9), seconds: 6 },
  ];
  const outers = [{ fold: { outer: 0, name: 'A', repeat: 0 }, blob: 'b' }];
  const test = { kind: 'sites' } as const;
  expect(outerWork(study, { trials, outers: [] }, 4)).toBeNull();
  expect(outerWork({ ...study, split: { ...study.split, test } }, { trials, outers }, 4)).toEqual({
    kind: 'sites',
    folds: 4,
    done: 1,
    trials: 2,
    secondsLeft: 30,
  });
  const kfold = { kind: 'kfold', k: 5, repeats: 2 } as const;
  expect(
    outerWork({ ...study, split: { ...study.split, test: kfold } }, { trials, outers: [] }, 0)?.folds,
  ).toBe(10);
});
