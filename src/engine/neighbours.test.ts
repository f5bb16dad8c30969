import { describe, expect, it, test } from 'vitest';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { familiesHoldingRows } from '../models/holds-rows';
import { families, familiesFor } from '../models/index';
import { emptyStudy } from '../study/defaults';
import { winningModel } from '../study/winning-model';
import { openTrainer } from '../train/open-trainer';
import { predictorOf, predictTest, winnerOf } from './finish';
import type { Session } from './session';
import { takeHomeHandlers } from './take-home/handlers';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';
import type { Call } from './worker-host';

const KINDS = ['binary', 'multiclass', 'regression'] as const;
const FAMILY = 'nearest-neighbours';
const one = (values: Record<string, string | number>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { kind: 'choice' as const, values: [value] }]),
  );
const studyOf = (
  kind: (typeof KINDS)[number],
  space: Record<string, ReturnType<typeof one>> = { [FAMILY]: one({ k: 5 }) },
  final: 'bagged' | 'refit' = 'bagged',
) => {
  const { search } = mixedStudy(kind);
  const budget = { trials: Object.keys(space).length, minutes: 60 };
  return mixedStudy(kind, { final, search: { ...search, strategy: 'grid', space, budget } });
};
const PLANTED = 1234.5678;

describe('nearest neighbours in a study', () => {
  test.each([
    ['binary', 'bagged'],
    ['multiclass', 'bagged'],
    ['regression', 'refit'],
  ] as const)('%s, %s: the bundle predicts what the winner predicted', async (kind, final) => {
    const study = studyOf(kind, undefined, final);
    const table = mixedTable(kind);
    const trainer = await openTrainer('cpu');
    const run = await searched(table, study, trainer);
    expect(run.journal.state.trials[0]).toMatchObject({ state: 'finished', config: { family: FAMILY } });
    const winner = await winnerOf(run.journal, () => run.ready);
    const predictor = await predictorOf(winner, trainer, null);
    expect(predictor.members.map(({ spec }) => spec.kind)).toEqual(
      Array(final === 'refit' ? 1 : 3).fill('neighbours'),
    );
    const original = await predictTest(winner, predictor, trainer);
    const { predictor: loaded } = await readBundle(
      await writeBundle({ predictor, study, journal: run.journal.all() }),
    );
    const rows = datasetFromTable(loaded.inputs, takeTable(table, run.ready.parts.test));
    const again = await predict(loaded, rows, trainer.predict.bind(trainer));
    expect(again.p).toEqual(original.p);
    expect(new Set(original.p).size).toBeGreaterThan(5);
  });

  it('leave only after the word of a person, who is asked about the family', async () => {
    const study = studyOf('binary');
    const trainer = await openTrainer('cpu');
    const run = await searched(mixedTable('binary'), study, trainer);
    const best = await winnerOf(run.journal, () => run.ready);
    const predictor = await predictorOf(best, trainer, null);
    const finished = async () => ({ best, predictor, trainer, maker: null });
    const handlers = takeHomeHandlers({ session: { journal: run.journal } as Session, finished });
    const call = {} as Call;
    const refused = { code: 'bundle.rowsOfModel', details: { family: FAMILY } };
    await expect(handlers.bundle({ study }, call)).rejects.toMatchObject(refused);
    const page = { template: '<!-- model -->', about: { madeOn: '', intendedUse: '' } } as never;
    await expect(handlers.predictorPage({ study, ...(page as object) } as never, call)).rejects.toMatchObject(
      refused,
    );
    expect(run.journal.state.trials).toHaveLength(1);
    expect((await handlers.bundle({ study, rowsMayLeave: true }, call)).length).toBeGreaterThan(1000);
  });

  it('left out, give way to the best of the other families', async () => {
    const study = studyOf('binary', { [FAMILY]: one({ k: 5 }), 'elastic-net': one({ penalty: 5 }) });
    const trainer = await openTrainer('cpu');
    const run = await searched(mixedTable('binary'), study, trainer);
    expect(run.journal.state.trials.map(({ config }) => config.family)).toEqual([FAMILY, 'elastic-net']);
    const leftOut = [FAMILY];
    const model = winningModel(run.journal.state, { ensemble: 'auto', leftOut });
    expect(model?.trial.config.family).toBe('elastic-net');
    const { trials } = await winnerOf(run.journal, () => run.ready, { ...study.evaluation, leftOut });
    expect(trials.map(({ trial }) => trial.config.family)).toEqual(['elastic-net']);
    expect(winningModel(run.journal.state, { leftOut: [FAMILY, 'elastic-net'] })).toBeNull();
  });
});

// What nobody else has is planted in one training row; what a family's model holds is searched for it.

/** Families of tables, each as small as it can be. */
const small: Record<string, ReturnType<typeof one>> = {
  'boosted-trees': one({ rounds: 3 }),
  'random-forest': one({ trees: 10 }),
  'extra-trees': one({ trees: 10 }),
};

describe.each(familiesFor('table').map(({ name }) => name))('a model of %s', (family) => {
  it('holds a row of the training part only where it says so', async () => {
    const table = mixedTable('regression');
    const trainer = await openTrainer('cpu');
    const study = {
      ...studyOf('regression', { [family]: small[family] ?? {} }, 'refit'),
      // Nothing changes the scale, so that a row's own number would be seen.
      steps: ['impute', 'one-hot', 'multi-hot'].map((step) => ({ id: step, step, params: {} })),
    };
    const dev = new Set((await searched(table, study, trainer)).ready.parts.dev);
    const row = [...dev][7];
    const planted = {
      ...table,
      columns: table.columns.map((read) =>
        read.name === 'age' && read.column.kind === 'num'
          ? { ...read, column: { ...read.column, v: read.column.v.map((v, i) => (i === row ? PLANTED : v)) } }
          : read,
      ),
    };
    const run = await searched(planted, study, trainer);
    const winner = await winnerOf(run.journal, () => run.ready);
    const { members } = await predictorOf(winner, trainer, null);
    const wanted = Math.fround(PLANTED);
    const holds = members.some(({ weights }) =>
      weights.some(({ kernel, bias }) => kernel.includes(wanted) || bias.includes(wanted)),
    );
    expect(holds).toBe(familiesHoldingRows([family]).length > 0);
  });
});

it('no study begins with a family that holds rows, and the study says which are left out', () => {
  expect(familiesHoldingRows(families.map(({ name }) => name))).toEqual([FAMILY]);
  expect(emptyStudy('s').evaluation).not.toHaveProperty('leftOut');
});
