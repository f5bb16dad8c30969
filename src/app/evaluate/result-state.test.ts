import { describe, expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { ThresholdRule } from '../../study/evaluation-plan';
import type { Evaluation, Trial } from '../../study/events';
import { emptyJournal } from '../../study/journal-state';
import { ON } from '../../study/steps-in-space';
import {
  isModelChanged,
  isPlanChanged,
  isWinnerEvaluated,
  outerWork,
  rareClasses,
  staleness,
  stepsTaken,
  trialsTaken,
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
const evaluated = (number: number, evaluation: Partial<Evaluation> = {}) => ({
  search: 1,
  trial: number,
  members: [{ trial: number, weight: 1 }],
  blob: 'b',
  evaluation: evaluation as never,
});
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

describe('several models together', () => {
  const members = [
    { trial: 1, weight: 0.5 },
    { trial: 0, weight: 0.5 },
  ];
  const kept = [trial(0, 0.8), trial(1, 0.9)].map((one) => ({ ...one, blob: 'b' }));
  const ensemble = { members, used: true };
  const under = (value: 'auto' | 'single') => ({ evaluation: { ...study.evaluation, ensemble: value } });
  const plan = { ...study.evaluation, ensemble: 'auto' as const };
  const tested = { ...evaluated(1, { plan }), members };

  it('are the winner where that was decided, and evaluated only as such', () => {
    const state = journal({ trials: kept, ensemble });
    expect(winnerOf(state, { ensemble: 'auto' })?.members).toEqual(members);
    expect(winnerOf(state, { ensemble: 'single' })?.members).toEqual([{ trial: 1, weight: 1 }]);
    expect(isWinnerEvaluated(journal({ trials: kept, ensemble, evaluation: tested }))).toBe(true);
    // The search went on, and others predict together now.
    const other = { members: [members[0]], used: true };
    expect(isWinnerEvaluated(journal({ trials: kept, ensemble: other, evaluation: tested }))).toBe(false);
  });

  it('or one alone is another model than was evaluated, but where both are the same', () => {
    const state = journal({ trials: kept, ensemble, evaluation: tested });
    expect(isModelChanged(state, under('auto'))).toBe(false);
    expect(isModelChanged(state, under('single'))).toBe(true);
    const before = journal({ trials: kept, ensemble, evaluation: evaluated(1) });
    expect(isModelChanged(before, study)).toBe(false);
    expect(isModelChanged(before, under('auto'))).toBe(true);
    const useless = journal({ trials: kept, ensemble: { members, used: false }, evaluation: evaluated(1) });
    expect(isModelChanged(useless, under('auto'))).toBe(false);
    const outer = evaluated(1, { outer: { kind: 'kfold', folds: 2, repeats: 1, failed: [] } });
    const folds = journal({ trials: kept, ensemble: { members, used: false }, evaluation: outer });
    expect(isModelChanged(folds, under('auto'))).toBe(true);
    expect(isModelChanged(state, { evaluation: study.evaluation })).toBe(true);
    expect(isModelChanged(journal({ trials: kept, ensemble }), under('auto'))).toBe(false);
  });

  it('left out by their family make another model, which is evaluated anew', () => {
    const other = { ...trial(2, 0.7), blob: 'b', config: { family: 'elastic-net', params: {} } };
    const state = journal({ trials: [...kept, other], ensemble, evaluation: tested });
    const leaving = (leftOut?: string[]) => ({
      evaluation: { ...study.evaluation, ensemble: 'auto' as const, leftOut },
    });
    const { family } = kept[1].config;
    expect(isModelChanged(state, leaving())).toBe(false);
    expect(isModelChanged(state, leaving(['elastic-net']))).toBe(false);
    expect(isModelChanged(state, leaving([family]))).toBe(true);
    const again = evaluated(2, { plan: { ...plan, leftOut: [family] } });
    const anew = journal({ trials: [...kept, other], ensemble, evaluation: again });
    expect(isWinnerEvaluated(anew)).toBe(true);
    expect(isModelChanged(anew, leaving([family]))).toBe(false);
    expect(trialsTaken(anew, study).map((one) => one.trial)).toEqual([2]);
  });

  it('take the steps of all of them home', () => {
    const steps = [{ id: 'k', step: 'impute-knn', params: {} }];
    const without = { ...kept[1], config: { family: 'mlp', params: { [`k:${ON}`]: false } } };
    const state = journal({ study: { ...study, steps }, trials: [kept[0], without], ensemble });
    expect(stepsTaken(state, under('single'))).toEqual([]);
    expect(stepsTaken(state, under('auto'))).toEqual(steps);
  });
});
