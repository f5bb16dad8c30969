import { describe, expect, test } from 'vitest';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { checkSteps } from '../guard/plan';
import { familiesFor, familyByName } from '../models/index';
import type { TreesSpec } from '../models/trees/spec';
import { openTrainer } from '../train/open-trainer';
import { baselineFor } from './evaluation/baseline';
import { predictorOf, predictTest, winnerOf } from './finish';
import { Folds } from './folds';
import { Gate } from './gate';
import { outcomeOf, ready } from './prepare';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';

const KINDS = ['binary', 'multiclass', 'regression'] as const;
const trees = familiesFor('table').filter(({ reads }) => reads === 'levels');
const small = {
  'boosted-trees': { rounds: 12 },
  'random-forest': { trees: 12 },
  'extra-trees': { trees: 12 },
};

const studyOf = (kind: (typeof KINDS)[number], family: string, final: 'bagged' | 'refit' = 'bagged') => {
  const values = Object.entries(small[family as keyof typeof small]);
  const space = {
    [family]: Object.fromEntries(
      values.map(([key, value]) => [key, { kind: 'choice' as const, values: [value] }]),
    ),
  };
  const { search } = mixedStudy(kind);
  return mixedStudy(kind, { final, search: { ...search, space, budget: { trials: 1, minutes: 60 } } });
};

test('there are three', () => expect(trees).toHaveLength(3));

describe.each(trees.map(({ name }) => name))('%s in a study', (family) => {
  test.each(KINDS)(
    '%s: the bundle predicts what the winner predicted, gaps and unknown levels as well',
    async (kind) => {
      const study = studyOf(kind, family);
      const table = mixedTable(kind);
      const trainer = await openTrainer('cpu');
      const forward = trainer.predict.bind(trainer);
      const run = await searched(table, study, trainer);
      const [trial] = run.journal.state.trials;
      expect(trial).toMatchObject({ state: 'finished', config: { family } });
      const winner = await winnerOf(run.journal, () => run.ready);
      const predictor = await predictorOf(winner, trainer, null);
      expect(predictor.members.map(({ gaps }) => gaps)).toEqual([true, true, true]);
      const original = await predictTest(winner, predictor, trainer);
      const { predictor: loaded } = await readBundle(
        await writeBundle({ predictor, study, journal: run.journal.all() }),
      );
      const rows = takeTable(table, run.ready.parts.test);
      const again = await predict(loaded, datasetFromTable(loaded.inputs, rows), forward);
      expect(again.p).toEqual(original.p);
      expect(new Set(original.p).size).toBeGreaterThan(5);

      const strange = {
        ...rows,
        columns: rows.columns.map((read) =>
          read.name === 'ward' && read.column.kind === 'cat'
            ? { ...read, column: { ...read.column, dict: read.column.dict.map(() => 'never seen') } }
            : read,
        ),
      };
      const unknown = await predict(loaded, datasetFromTable(loaded.inputs, strange), forward);
      expect(unknown.p.every(Number.isFinite)).toBe(true);
    },
  );

  test('refitted on all rows it has as many rounds as were best', async () => {
    const study = studyOf('binary', family, 'refit');
    const trainer = await openTrainer('cpu');
    const run = await searched(mixedTable('binary'), study, trainer);
    const winner = await winnerOf(run.journal, () => run.ready);
    const { members } = await predictorOf(winner, trainer, null);
    expect(members).toHaveLength(1);
    const [{ kernel }] = members[0].weights;
    expect(kernel.length).toBeGreaterThan(0);
    expect(
      (await predictTest(winner, { ...(await predictorOf(winner, trainer, null)) }, trainer)).p.every(
        Number.isFinite,
      ),
    ).toBe(true);
  });
});

test('a fold of trees keeps gaps, has levels as codes, and is told which columns those are', async () => {
  const study = mixedStudy('binary');
  const run = {
    study,
    ready: ready(mixedTable('binary'), study),
    report: () => {},
    signal: new Gate({ now: () => 0 }).signal,
  };
  const folds = new Folds(run, outcomeOf(run.ready));
  const [fold] = await folds.for('levels');
  const [nets] = await folds.for(undefined);
  expect(fold.steps.map(({ step }) => step)).toEqual(['multi-hot', 'level-codes']);
  expect(fold.names).toEqual(['age', 'crp', 'sex', 'stage', 'ward', ...fold.names.slice(5)]);
  expect(fold.train.levels).toEqual([2, 3, 4]);
  expect(fold.train.x.some(Number.isNaN)).toBe(true);
  expect(nets.train.x.some(Number.isNaN)).toBe(false);
  const spec = familyByName('boosted-trees').spec(
    {},
    { inputs: fold.train.d, kind: 'binary', classes: 2, levels: fold.train.levels },
  );
  expect((spec as TreesSpec).categorical).toEqual([2, 3, 4]);
});

test('a study of trees alone needs no step that fills gaps, and has then no plain regression beside it', async () => {
  const study = {
    ...studyOf('binary', 'boosted-trees'),
    steps: [{ id: 'multi', step: 'multi-hot', params: {} }],
  };
  const { data, target, parts, ...rest } = ready(mixedTable('binary'), study);
  expect(checkSteps(study, data, target)).toEqual([]);
  const space = { ...study.search.space, mlp: {} };
  const [found] = checkSteps({ ...study, search: { ...study.search, space } }, data, target);
  expect(found).toMatchObject({ error: { code: 'prep.missingLeft' } });
  const signal = new AbortController().signal;
  expect(await baselineFor({ data, target, parts, ...rest }, study, parts.test, { signal })).toBeNull();
});
