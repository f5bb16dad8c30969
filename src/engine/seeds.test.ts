import { beforeAll, describe, expect, it } from 'vitest';
import { calibrated } from '../evaluate/recalibration/calibration';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { modelCard } from '../export/model-card';
import { predict } from '../export/predict';
import type { Study, Task } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import { meanOf } from '../train/together';
import type { Trainer } from '../train/trainer';
import { calibrationOf, predictorOf, predictTest, winnerOf } from './finish';
import { outcomeOf, prepareFold } from './prepare';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';
import { type TrialBlob, unscaled } from './trial';

const FOLDS = 3;

/** A multilayer perceptron and a logistic regression, with so many networks in the place of one. */
const study = (
  kind: Task['kind'],
  seeds: Study['training']['seeds'],
  changed: Partial<Study> = {},
): Study => {
  const base = mixedStudy(kind, changed);
  return { ...base, training: { ...base.training, ...(seeds && { seeds }) } };
};
/** The perceptron's trial alone. */
const perceptron = (kind: Task['kind'], seeds: Study['training']['seeds'], changed: Partial<Study> = {}) => {
  const whole = study(kind, seeds, changed);
  return { ...whole, search: { ...whole.search, space: { mlp: whole.search.space.mlp } } };
};

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

const trialOf = (run: Awaited<ReturnType<typeof searched>>, name: string) => {
  const trial = run.journal.state.trials.find(({ config }) => config.family === name);
  if (!trial?.score) throw new Error(`a finished trial of ${name}`);
  return { ...trial, score: trial.score };
};
const blobOf = async (run: Awaited<ReturnType<typeof searched>>): Promise<TrialBlob> => {
  const blob = await run.journal.getBlob<TrialBlob>('trial-1-0');
  if (!blob) throw new Error('a blob');
  return blob;
};
const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

describe.each(['binary', 'multiclass', 'regression'] as const)('several networks a fold (%s)', (kind) => {
  const table = mixedTable(kind);

  it('a fold predicts by the mean of its networks, and the journal says how many', async () => {
    const run = await searched(table, perceptron(kind, 4), trainer);
    expect(trialOf(run, 'mlp').score.networks).toBe(4);
    const blob = await blobOf(run);
    expect([blob.weights.length, blob.specs.length]).toEqual([4 * FOLDS, 4 * FOLDS]);
    const outcome = outcomeOf(run.ready);
    let at = 0;
    for (const [f, part] of run.ready.parts.folds.entries()) {
      const { valid } = prepareFold(run.ready, run.study, outcome, part, f);
      const said: Float32Array[] = [];
      for (const net of [0, 1, 2, 3].map((seed) => f * 4 + seed))
        said.push(await trainer.predict(blob.specs[net], blob.weights[net], valid.x, valid.n));
      expect(largestDifference(said[0], said[1])).toBeGreaterThan(1e-3);
      const mean = unscaled(meanOf(said), outcome);
      expect([...blob.predictions.subarray(at, at + mean.length)]).toEqual([...mean]);
      at += mean.length;
    }
    expect(at).toBe(blob.predictions.length);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  it('the same seed gives the same model; one network is what a study without a word has', async () => {
    const four = await searched(table, perceptron(kind, 4), trainer);
    expect(await blobOf(await searched(table, perceptron(kind, 4), trainer))).toEqual(await blobOf(four));
    const plain = await searched(table, perceptron(kind, undefined), trainer);
    const one = await searched(table, perceptron(kind, 1), trainer);
    expect(await blobOf(one)).toEqual(await blobOf(plain));
    expect(trialOf(one, 'mlp').score).toEqual(trialOf(plain, 'mlp').score);
    expect(trialOf(plain, 'mlp').score).not.toHaveProperty('networks');
  });

  it.each(['bagged', 'refit'] as const)('%s: every network is a member, in the bundle too', async (final) => {
    const asked = perceptron(kind, 2, { final });
    const run = await searched(table, asked, trainer);
    const winner = await winnerOf(run.journal, () => run.ready);
    const predictor = await predictorOf(winner, trainer, null);
    const count = final === 'bagged' ? 2 * FOLDS : 2;
    expect(predictor.members.map(({ weight }) => weight)).toEqual(Array(count).fill(1 / count));
    const kernels = predictor.members.map(({ weights }) => (weights as TrialBlob['weights'][0])[0].kernel[0]);
    expect(new Set(kernels).size).toBe(count);
    const original = await predictTest(winner, predictor, trainer);
    const parts = { predictor, study: asked, journal: run.journal.all() };
    const { predictor: loaded } = await readBundle(await writeBundle(parts));
    const rows = datasetFromTable(loaded.inputs, takeTable(table, run.ready.parts.test));
    const again = await predict(loaded, rows, trainer.predict.bind(trainer));
    expect(largestDifference(again.p, original.p)).toBeLessThanOrEqual(1e-5);
    expect(modelCard(parts)).toContain(
      final === 'bagged'
        ? 'Final model: 3 networks, one a fold, averaged; 2 from different seeds in the place of each, averaged.'
        : 'Final model: one network trained anew on all development rows; 2 from different seeds in the place of each, averaged.',
    );
  });
});

it('networks are averaged before they are recalibrated', async () => {
  const base = perceptron('binary', 2);
  const asked: Study = { ...base, evaluation: { ...base.evaluation, recalibration: 'platt' } };
  const run = await searched(mixedTable('binary'), asked, trainer);
  const winner = await winnerOf(run.journal, () => run.ready);
  const predictor = await predictorOf(winner, trainer, null);
  const { p } = await predictTest(winner, predictor, trainer);
  const alone = await Promise.all(
    predictor.members.map(async (member) => {
      const { calibration: _, ...plain } = predictor;
      return (await predictTest(winner, { ...plain, members: [member] }, trainer)).p;
    }),
  );
  const calibration = calibrationOf(winner);
  expect(calibration).not.toBeNull();
  expect(largestDifference(p, calibrated(calibration, meanOf(alone), 2))).toBeLessThanOrEqual(1e-6);
});

it('a logistic regression beside it stays one of each fold', async () => {
  const run = await searched(mixedTable('binary'), study('binary', 4), trainer);
  expect(trialOf(run, 'logistic').score).not.toHaveProperty('networks');
  expect(trialOf(run, 'mlp').score.networks).toBe(4);
});
