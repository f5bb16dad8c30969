import { describe, expect, test } from 'vitest';
import type { NetSpec } from '../models/family';
import { rng } from '../study/random';
import { type FitPoint, fitTrial, refit, type TrialJob } from './fit';
import { flatten, layoutOf } from './layout';
import { openTrainer } from './open-trainer';
import { referenceLoss } from './reference';
import { lossOf, meanOf } from './together';
import type { NetRun, Rows, Trainer } from './trainer';

const spec: NetSpec = {
  inputs: 6,
  layers: [
    { units: 16, activation: 'relu', dropout: 0 },
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate: 0.03, weightDecay: 0, batchSize: 8 },
};

/** Half of the labels are noise, so that training long enough must overfit. */
function rows(name: string, n: number): Rows {
  const random = rng('fit.test', name);
  const x = Float32Array.from({ length: n * 6 }, () => random.normal());
  const y = Float32Array.from(
    { length: n },
    (_, i) => +(random.next() < 0.5 ? x[i * 6] > 0 : random.next() < 0.5),
  );
  return { n, d: 6, x, y };
}

const folds = [
  { train: rows('a', 40), valid: rows('b', 20) },
  { train: rows('c', 40), valid: rows('d', 30) },
];

const job = (trainer: Trainer, changes: Partial<TrialJob> = {}): TrialJob => ({
  trainer,
  spec,
  folds,
  maxEpochs: 60,
  patience: 8,
  key: ['fit'],
  signal: new AbortController().signal,
  pause: async () => {},
  onEpoch: () => {},
  ...changes,
});

describe('fitTrial', () => {
  test('stops after the patience and gives back the weights and predictions of the best epoch', async () => {
    const trainer = await openTrainer('cpu');
    const points: FitPoint[] = [];
    const fit = await fitTrial(job(trainer, { onEpoch: (point) => points.push(point) }));
    expect(points.map((p) => p.epoch)).toEqual(points.map((_, i) => i + 1));
    const best = points.reduce((a, b) => (b.validLoss < a.validLoss ? b : a));
    expect(fit.bestEpoch).toBe(best.epoch);
    expect(fit.epochs).toBe(best.epoch + 8);
    expect(fit.epochs).toBeLessThan(60);
    expect(fit.validLoss).toBe(best.validLoss);
    expect(fit.validPredictions).toEqual(best.predictions);
    const lossOfWeights = folds.map((fold, f) =>
      referenceLoss(spec, Float64Array.from(flatten(layoutOf(spec), fit.weights[f])), fold.valid),
    );
    expect((lossOfWeights[0] * 20 + lossOfWeights[1] * 30) / 50).toBeCloseTo(best.validLoss, 5);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  test('folds of different widths train together; time that is out ends it with what is best so far', async () => {
    const trainer = await openTrainer('cpu');
    const narrow = (r: Rows): Rows => ({ ...r, d: 3, x: r.x.filter((_, i) => i % 6 < 3) });
    const mixed = [folds[0], { train: narrow(folds[1].train), valid: narrow(folds[1].valid) }];
    const fit = await fitTrial(job(trainer, { folds: mixed, outOfTime: () => true }));
    expect(fit.epochs).toBe(1);
    expect(fit.weights.map((w) => w[0].kernel.length)).toEqual([6 * 16, 3 * 16]);
  });

  test('an abort while paused cancels, and no tensor is left', async () => {
    const trainer = await openTrainer('cpu');
    const stop = new AbortController();
    let pauses = 0;
    const pause = async () => {
      if (++pauses === 4) stop.abort();
    };
    await expect(fitTrial(job(trainer, { signal: stop.signal, pause }))).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(pauses).toBe(4);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  test('says which epoch is the last, and is ended by whoever watches it, no tensor left', async () => {
    const trainer = await openTrainer('cpu');
    const lasts: boolean[] = [];
    const fit = await fitTrial(job(trainer, { onEpoch: (_, last) => lasts.push(last) }));
    expect(lasts).toEqual(Array.from({ length: fit.epochs }, (_, i) => i === fit.epochs - 1));
    const end = new Error('ended');
    const onEpoch = ({ epoch }: FitPoint) => {
      if (epoch === 3) throw end;
    };
    await expect(fitTrial(job(trainer, { onEpoch }))).rejects.toBe(end);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  test('several networks a fold: the first is the one alone, the mean predicts and its loss ends training', async () => {
    const trainer = await openTrainer('cpu');
    const points: FitPoint[] = [];
    const asked = { maxEpochs: 12, patience: 12 };
    const four = () => fitTrial(job(trainer, { ...asked, seeds: 4, onEpoch: (point) => points.push(point) }));
    const fit = await four();
    expect(fit.weights).toHaveLength(8);
    const best = points.reduce((a, b) => (b.validLoss < a.validLoss ? b : a));
    expect(fit.bestEpoch).toBe(best.epoch);
    for (const [f, { valid }] of folds.entries()) {
      const own = fit.weights.slice(f * 4, f * 4 + 4);
      expect(new Set(own.map((w) => w[0].kernel[0])).size).toBe(4);
      const said = [];
      for (const weights of own) said.push(await trainer.predict(spec, weights, valid.x, valid.n));
      expect([...fit.validPredictions[f]]).toEqual([...meanOf(said)]);
    }
    const meanLoss = folds.map(({ valid }, f) => lossOf('binary', fit.validPredictions[f], valid));
    expect(fit.validLoss).toBeCloseTo((meanLoss[0] * 20 + meanLoss[1] * 30) / 50, 9);

    const once = (seeds?: number) => fitTrial(job(trainer, { maxEpochs: 1, ...(seeds && { seeds }) }));
    const plain = await once();
    expect(await once(1)).toEqual(plain);
    const { weights } = await once(4);
    expect([weights[0], weights[4]]).toEqual(plain.weights);
    expect(await four()).toEqual(fit);
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });

  test('when one fold fails all runs are freed', async () => {
    const trainer = await openTrainer('cpu');
    const wild = { ...spec, loss: 'mse' as const, optimizer: { ...spec.optimizer, learningRate: 1e7 } };
    await expect(fitTrial(job(trainer, { spec: wild }))).rejects.toMatchObject({
      code: 'train.diverged',
      kind: 'trial',
    });
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  });
});

test('refit trains exactly the epochs it is told', async () => {
  const trainer = await openTrainer('cpu');
  const { signal } = new AbortController();
  const weights = await refit({ trainer, spec, train: folds[0].train, epochs: 3, key: ['all'], signal });
  const empty = { n: 0, d: 6, x: new Float32Array(0), y: new Float32Array(0) };
  const run: NetRun = await trainer.start({ spec, train: folds[0].train, valid: empty, key: ['all'] });
  for (const epoch of [1, 2, 3]) await run.epoch(epoch, signal);
  expect(await run.weights()).toEqual(weights);
  await run.epoch(4, signal);
  expect(await run.weights()).not.toEqual(weights);
  run.dispose();
  expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
});
