import { beforeAll, describe, expect, it } from 'vitest';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import type { ParamValue } from '../study/params';
import type { Study } from '../study/schema';
import type { Domain } from '../study/space';
import { openTrainer } from '../train/open-trainer';
import type { Trainer } from '../train/trainer';
import { evaluateWinner } from './evaluation/evaluate-winner';
import { predictorOf, predictTest, winnerOf } from './finish';
import { Pipelines } from './pipelines';
import { outcomeOf, ready } from './prepare';
import type { Session } from './session';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';

const table = mixedTable('binary', 1);
const choice = (...values: ParamValue[]): Domain => ({ kind: 'choice', values });
const base = mixedStudy('binary');
const logistic = { logistic: base.search.space.logistic };

/** The study with this tried of its steps, one trial each. */
const tries = (
  steps: NonNullable<Study['search']['steps']>,
  trials: number,
  changed: Partial<Study> = {},
) => ({
  ...base,
  ...changed,
  search: { ...base.search, space: logistic, steps, budget: { trials, minutes: 60 } },
});

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

describe.each(['bagged', 'refit'] as const)('a winner without a step (%s)', (final) => {
  it('is taken home without it, and predicts what a study that never had it does', async () => {
    const study = tries({ standardize: { on: choice(false) } }, 1, { final });
    const run = await searched(table, study, trainer);
    const winner = await winnerOf(run.journal, () => run.ready);
    expect(winner.trial.config.params).toEqual({ 'standardize:on': false, learningRate: 0.03 });
    const predictor = await predictorOf(winner, trainer, null);
    for (const member of predictor.members)
      expect(member.steps.map(({ id }) => id)).toEqual(['impute', 'one-hot', 'multi-hot']);

    const plain = tries({}, 1, { final, steps: base.steps.filter(({ id }) => id !== 'standardize') });
    const other = await searched(table, plain, trainer);
    const bare = await winnerOf(other.journal, () => other.ready);
    const told = await predictTest(winner, predictor, trainer);
    expect(told.p).toEqual((await predictTest(bare, await predictorOf(bare, trainer, null), trainer)).p);

    const zip = await writeBundle({ predictor, study: winner.study, journal: run.journal.all() });
    const { predictor: loaded } = await readBundle(zip);
    const rows = datasetFromTable(loaded.inputs, takeTable(table, run.ready.parts.test));
    const again = await predict(loaded, rows, trainer.predict.bind(trainer));
    expect(Math.max(...again.p.map((p, i) => Math.abs(p - told.p[i])))).toBeLessThanOrEqual(1e-5);
  });
});

describe('steps in a search', () => {
  it('compete with one another, a setting of a step among them', async () => {
    const steps = { standardize: { on: choice(true, false) }, impute: { indicator: choice(true, false) } };
    const { journal } = await searched(table, tries(steps, 10), trainer);
    const { trials, planned } = journal.state;
    expect(planned).toBe(4);
    const widths = new Map<string, number>();
    for (const { config, state, blob } of trials) {
      expect(state).toBe('finished');
      const kept = await journal.getBlob<{ specs: { inputs: number }[] }>(blob ?? '');
      widths.set(JSON.stringify(config.params), kept?.specs[0].inputs ?? 0);
    }
    expect(widths.size).toBe(4);
    // An indicator of what was missing is one column more, whether columns are standardized or not.
    expect(new Set(widths.values()).size).toBe(2);
  });

  it('a pipeline that leaves gaps fails its trial with the reason, and the search goes on', async () => {
    const { journal } = await searched(table, tries({ impute: { on: choice(false, true) } }, 2), trainer);
    expect(journal.state.trials.map(({ state }) => state)).toEqual(['failed', 'finished']);
    expect(journal.state.trials[0].error?.code).toBe('prep.missingLeft');
  });

  it('are tried anew in every outer fold, whatever the winner of the whole has', async () => {
    const study = tries({ standardize: { on: choice(false) } }, 1, {
      split: { ...base.split, test: { kind: 'kfold', k: 2, repeats: 1 } },
    });
    const { journal, clock, ready: made } = await searched(table, study, trainer);
    const best = await winnerOf(journal, () => made);
    expect(best.study.steps.length).toBe(3);
    await evaluateWinner({
      session: { journal, readyApart: (of: Study) => ready(table, of) } as Session,
      ...{ best, trainer, clock, makerFor: () => null },
      ...{ signal: new AbortController().signal, report: () => {} },
    });
    const folds = journal.all().flatMap((event) => (event.type === 'outer.finished' ? [event.config] : []));
    expect(folds.map(({ params }) => params['standardize:on'])).toEqual([false, false]);
  });
});

describe('prepared folds', () => {
  const study = tries({ standardize: { on: choice(true, false) } }, 2);
  const made = ready(table, study);
  const run = { study, ready: made, report: () => {}, signal: new AbortController().signal };
  const config = (on: boolean) => ({ family: 'logistic', params: { 'standardize:on': on } });
  const pipelines = (most: number) => new Pipelines(run, outcomeOf(made), most);

  it('are made once for each pipeline while there is room', async () => {
    const of = pipelines(1e9);
    const first = await of.for(config(true)).for(undefined);
    expect(of.for(config(true)).bytes).toBeGreaterThan(0);
    await of.for(config(false)).for(undefined);
    expect(await of.for(config(true)).for(undefined)).toBe(first);
    expect(await of.for().for(undefined)).toBe(first);
  });

  it('go when another pipeline needs the room', async () => {
    const of = pipelines(0);
    const first = of.for(config(true));
    await first.for(undefined);
    expect(of.for(config(true))).toBe(first);
    await of.for(config(false)).for(undefined);
    expect(of.for(config(true))).not.toBe(first);
  });
});
