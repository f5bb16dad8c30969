import { expect, test } from 'vitest';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { openTrainer } from '../train/open-trainer';
import { compareStep } from './compare';
import { explainWinner } from './explaining/explain-winner';
import { predictorOf, predictTest, winnerOf } from './finish';
import { Folds } from './folds';
import { Gate } from './gate';
import { outcomeOf, ready } from './prepare';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';

const base = mixedStudy('binary');
const steps = [
  ...base.steps,
  ...['smooth-clip', 'piecewise-linear'].map((step) => ({ id: step, step, params: {} })),
];
const foldsOf = (study: typeof base) =>
  new Folds(
    {
      study,
      ready: ready(mixedTable('binary'), study),
      report: () => {},
      signal: new Gate({ now: () => 0 }).signal,
    },
    outcomeOf(ready(mixedTable('binary'), study)),
  );

test('networks are given bins, the regression beside them the columns; the study of an earlier version gives both the same', async () => {
  const folds = foldsOf({ ...base, steps });
  const [nets] = await folds.for('embedded');
  const [plain] = await folds.for(undefined);
  expect(nets.names.filter((name) => name.startsWith('age: bin '))).toHaveLength(8);
  expect(nets.names).not.toContain('age');
  expect(plain.names).toContain('age');
  expect(plain.steps.map(({ step }) => step)).toEqual(base.steps.map(({ step }) => step));

  const former = foldsOf(base);
  const [before] = await former.for(undefined);
  expect(plain.train.x).toEqual(before.train.x);
  // Made once, as there is one way to read them.
  expect(await former.for('embedded')).toBe(await former.for(undefined));
});

test('a network goes home with them, predicts there as here, and is explained by its columns, not by bins', async () => {
  const table = mixedTable('binary');
  const study = { ...base, steps, evaluation: { ...base.evaluation } };
  const space = { mlp: base.search.space.mlp };
  const trainer = await openTrainer('cpu');
  const run = await searched(table, { ...study, search: { ...study.search, space } }, trainer);
  const winner = await winnerOf(run.journal, () => run.ready);
  const predictor = await predictorOf(winner, trainer, null);
  for (const member of predictor.members) {
    expect(member.steps.map(({ step }) => step)).toEqual(steps.map(({ step }) => step));
    expect(member.names).toContain('crp: bin 8');
  }
  const original = await predictTest(winner, predictor, trainer);
  const { predictor: loaded } = await readBundle(
    await writeBundle({ predictor, study: winner.study, journal: run.journal.all() }),
  );
  const rows = datasetFromTable(loaded.inputs, takeTable(table, run.ready.parts.test));
  expect((await predict(loaded, rows, trainer.predict.bind(trainer))).p).toEqual(original.p);

  const quiet = { signal: new AbortController().signal, report: () => {} };
  const { explanation, importances } = await explainWinner(winner, predictor, trainer, quiet, null);
  const columns = ['age', 'crp', 'history', 'sex', 'stage', 'ward'];
  expect(importances.map(({ column }) => column).sort()).toEqual(columns);
  expect(explanation.shap?.columns.map(({ column }) => column).sort()).toEqual(columns);
  expect(explanation.dependence.map(({ column }) => column)).toEqual(expect.arrayContaining(['age', 'crp']));
});

test('what bins do is asked of a regression that is given them, what another step does of one that is not', async () => {
  const study = { ...base, steps };
  const run = ready(mixedTable('binary'), study);
  const quiet = { signal: new AbortController().signal, report: () => {} };
  const bins = await compareStep(run, study, 'piecewise-linear', quiet);
  const clip = await compareStep(run, study, 'smooth-clip', quiet);
  expect(bins.with).toEqual(clip.with);
  expect(bins.without).not.toEqual(bins.with);
  const other = await compareStep(run, study, 'standardize', quiet);
  expect(other.with).toEqual((await compareStep(run, base, 'standardize', quiet)).with);
  expect(other.with).not.toEqual(bins.with);
});
