import { expect, test } from 'vitest';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { modelCard } from '../export/model-card';
import { predict } from '../export/predict';
import { openTrainer } from '../train/open-trainer';
import { predictorOf, predictTest, winnerOf } from './finish';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';

const choice = (value: number | string) => ({ kind: 'choice' as const, values: [value] });

const studyOf = (kind: 'binary' | 'multiclass' | 'regression', final: 'bagged' | 'refit') => {
  const values = { width: 8, blocks: 1, learningRate: 0.01, schedule: 'warmCosine', averaging: 0.5 };
  const space = {
    'tabular-resnet': Object.fromEntries(Object.entries(values).map(([key, value]) => [key, choice(value)])),
  };
  const { search } = mixedStudy(kind);
  return mixedStudy(kind, { final, search: { ...search, space, budget: { trials: 1, minutes: 60 } } });
};

test.each([
  ['binary', 'bagged'],
  ['multiclass', 'refit'],
  ['regression', 'bagged'],
] as const)(
  'a residual network in a study, %s, %s: the bundle predicts what the winner did',
  async (kind, final) => {
    const study = studyOf(kind, final);
    const table = mixedTable(kind);
    const trainer = await openTrainer('cpu');
    const run = await searched(table, study, trainer);
    const [trial] = run.journal.state.trials;
    expect(trial).toMatchObject({ state: 'finished', config: { family: 'tabular-resnet' } });
    // Its rate is planned: the last epoch counts.
    expect(trial.score?.bestEpoch).toBe(study.training.maxEpochs);
    const winner = await winnerOf(run.journal, () => run.ready);
    const predictor = await predictorOf(winner, trainer, null);
    expect(predictor.members).toHaveLength(final === 'refit' ? 1 : 3);
    const original = await predictTest(winner, predictor, trainer);
    const parts = { predictor, study, journal: run.journal.all() };
    const { predictor: loaded } = await readBundle(await writeBundle(parts));
    expect(loaded.members.map(({ spec }) => spec)).toEqual(predictor.members.map(({ spec }) => spec));
    const rows = takeTable(table, run.ready.parts.test);
    const again = await predict(loaded, datasetFromTable(loaded.inputs, rows), trainer.predict.bind(trainer));
    expect(again.p).toEqual(original.p);
    expect(new Set(original.p).size).toBeGreaterThan(5);
    const card = modelCard(parts);
    expect(card).toContain('A residual network: ');
    expect(card).toContain('schedule warmCosine');
    expect(card).toContain('weights of the last 50 % of the planned epochs averaged');
  },
);
