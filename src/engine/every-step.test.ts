import { describe, expect, it } from 'vitest';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromRows, datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { predictorSchema } from '../export/predictor-schema';
import { steps } from '../prep/index';
import { rng } from '../study/random';
import { openTrainer } from '../train/open-trainer';
import { predictorOf, predictTest, winnerOf } from './finish';
import { flowOf } from './flow';
import { ready } from './prepare';
import { searched, takeTable } from './testing';
import { pipelineWith, readCells, recordCells, recordStudy } from './testing-record';

const every = steps.map(({ name }) => name);
const kindFor = (step: string) =>
  step.startsWith('select-') ? 'multiclass' : step.startsWith('impute') ? 'regression' : 'binary';

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

/** Rows to come: some levels, words and codes that nobody in the file had. */
function toCome(kind: Parameters<typeof recordCells>[0]) {
  const random = rng('rows to come');
  return recordCells(kind).map((row, i) => ({
    ...row,
    ...(i % 5 === 0 && {
      sex: 'X',
      diagnosis: 'Z99.9',
      history: 'I10|Q21',
      note: 'unheard fever',
      stage: '9',
    }),
    ...(i % 7 === 0 && { grade: 'extreme', crp: '', bp: '', seen: '', age: '' }),
    ...(random.next() < 0.1 && { crp: '<0,01', grade: '' }),
  }));
}

describe.each(every)('with %s', (step) => {
  const kind = kindFor(step);

  it('the bundle predicts a table and typed cells as the model in memory does', async () => {
    const { table } = await readCells(recordCells(kind));
    const study = recordStudy(kind, { steps: pipelineWith(step) });
    const trainer = await openTrainer('cpu');
    const forward = trainer.predict.bind(trainer);
    const run = await searched(table, study, trainer);
    const acts = flowOf(run.ready, study).steps.find(({ id }) => id === step)?.acts ?? [];
    if (!step.endsWith('-sample')) expect(acts.length).toBeGreaterThan(0);
    expect(run.journal.state.trials.map((t) => t.state)).toEqual(['finished']);

    const winner = await winnerOf(run.journal, () => run.ready);
    const predictor = await predictorOf(winner, trainer, null);
    const original = await predictTest(winner, predictor, trainer);
    const zip = await writeBundle({ predictor, study, journal: run.journal.all() });
    const { predictor: loaded } = await readBundle(zip);
    expect(loaded.inputs).toEqual(predictor.inputs);
    expect(loaded.members.map((m) => m.steps)).toEqual(predictor.members.map((m) => m.steps));
    expect(loaded.threshold).toBe(original.threshold);

    const fromTable = await predict(
      loaded,
      datasetFromTable(loaded.inputs, takeTable(table, run.ready.parts.test)),
      forward,
    );
    expect(largestDifference(fromTable.p, original.p)).toBeLessThanOrEqual(1e-5);
    const cells = recordCells(kind);
    const typed = Array.from(run.ready.parts.test, (row) => cells[row]);
    const fromCells = await predict(loaded, datasetFromRows(loaded.inputs, typed), forward);
    expect(largestDifference(fromCells.p, original.p)).toBeLessThanOrEqual(1e-5);
    // One row at a time says the same: no row of the form depends on its neighbours.
    const alone = await predict(loaded, datasetFromRows(loaded.inputs, typed.slice(3, 4)), forward);
    const width = alone.p.length;
    expect(largestDifference(alone.p, original.p.subarray(3 * width, 4 * width))).toBeLessThanOrEqual(1e-5);

    const coming = toCome(kind);
    const file = (await readCells(coming)).table;
    const inFile = await predict(loaded, datasetFromTable(loaded.inputs, file), forward);
    const inForm = await predict(loaded, datasetFromRows(loaded.inputs, coming), forward);
    const inMemory = await predict(predictor, ready(file, study).data, forward);
    expect(inFile.p.every(Number.isFinite)).toBe(true);
    expect(largestDifference(inFile.p, inForm.p)).toBeLessThanOrEqual(1e-5);
    expect(largestDifference(inFile.p, inMemory.p)).toBeLessThanOrEqual(1e-5);
  });
});

it('every field of an input stands in the schema of the bundle', async () => {
  const { table } = await readCells(recordCells('binary'));
  const study = recordStudy('binary');
  study.columns[4] = { ...study.columns[4], same: { female: 'F' }, unit: 'kg' };
  const trainer = await openTrainer('cpu');
  const run = await searched(table, study, trainer);
  const predictor = await predictorOf(await winnerOf(run.journal, () => run.ready), trainer, null);
  const fields = new Set(predictor.inputs.flatMap((input) => Object.keys(input)));
  expect([...fields].sort()).toEqual(Object.keys(predictorSchema.entries.inputs.item.entries).sort());
});

it('the same seed gives the same journal, bit for bit, where steps draw at random', async () => {
  const { table } = await readCells(recordCells('binary'));
  const study = recordStudy('binary', {
    steps: [
      ...pipelineWith('target-encoding').flatMap((s) =>
        s.step === 'impute'
          ? [
              { ...s, id: 'iterative', step: 'impute-iterative', params: {}, columns: ['crp', 'bp 1'] },
              { ...s, id: 'knn', step: 'impute-knn', params: {} },
            ]
          : [s],
      ),
      { id: 'over', step: 'over-sample', params: {} },
    ],
  });
  const once = async (seed: number) => {
    const run = await searched(table, { ...study, seed }, await openTrainer('cpu'));
    const winner = await winnerOf(run.journal, () => run.ready);
    return { trials: run.journal.state.trials, blob: winner.blob };
  };
  const first = await once(1);
  expect(first.trials.map((t) => t.state)).toEqual(['finished']);
  expect(await once(1)).toEqual(first);
  expect((await once(2)).blob.predictions).not.toEqual(first.blob.predictions);
});
