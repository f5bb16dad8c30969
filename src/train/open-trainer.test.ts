import * as tf from '@tensorflow/tfjs-core';
import { layers as layer, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import type { Descent, DescentSpec } from '../models/family';
import { rng } from '../study/random';
import { rowOrder } from './batches';
import { checkNet } from './gradient-check';
import { flatten, initialWeights, layoutOf } from './layout';
import { openTrainer } from './open-trainer';
import { referenceLogits, referenceLoss } from './reference';
import type { DenseJob, Rows, Weights } from './trainer';

const LOSSES = ['binary', 'softmax', 'mse'] as const;
const go = () => new AbortController().signal;

/** 75 rows in batches of 16: the last has 11. */
function job(loss: DescentSpec['loss'], changes: Partial<Descent> = {}, dropout = 0): DenseJob {
  const { spec } = checkNet(loss);
  const random = rng('open-trainer.test', loss);
  const n = 75;
  const x = Float32Array.from({ length: n * spec.inputs }, () => random.normal());
  const y = Float32Array.from({ length: n }, (_, i) => {
    const first = x[i * spec.inputs];
    return loss === 'mse'
      ? first
      : loss === 'softmax'
        ? first > 0.5
          ? 2
          : first > -0.5
            ? 1
            : 0
        : +(first > 0);
  });
  const rows: Rows = { n, d: spec.inputs, x, y };
  return {
    spec: {
      ...spec,
      layers: spec.layers.map((l, i) => (i === 2 ? l : { ...l, dropout })),
      optimizer: { ...spec.optimizer, batchSize: 16, learningRate: 0.02, ...changes },
    },
    train: rows,
    valid: rows,
    key: ['test', loss],
  };
}

async function trained(of: DenseJob, epochs: number): Promise<{ weights: Weights; losses: number[] }> {
  const trainer = await openTrainer('cpu');
  const run = await trainer.start(of);
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) losses.push((await run.epoch(epoch, go())).trainLoss);
  const weights = await run.weights();
  run.dispose();
  return { weights, losses };
}

const flat = (spec: DescentSpec, weights: Weights) => flatten(layoutOf(spec), weights);
const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

/** The same epochs by stock TensorFlow.js: the rows in our order, model.fit without shuffling. */
async function stock({ spec, train, key }: DenseJob, epochs: number) {
  await tf.setBackend('cpu');
  const activation = { binary: 'sigmoid', softmax: 'softmax', mse: 'linear' }[spec.loss] as 'linear';
  const last = spec.layers.length - 1;
  const model = sequential({
    layers: spec.layers.map(({ units, activation: hidden }, l) =>
      layer.dense({
        units,
        activation: l === last ? activation : hidden,
        ...(l === 0 ? { inputShape: [spec.inputs] } : {}),
      }),
    ),
  });
  const initial = initialWeights(spec, key);
  model.setWeights(
    initial.flatMap(({ kernel, bias }) => [
      tf.tensor2d(kernel, [kernel.length / bias.length, bias.length]),
      tf.tensor1d(bias),
    ]),
  );
  model.compile({
    optimizer: tf.train.adam(spec.optimizer.learningRate),
    loss: { binary: 'binaryCrossentropy', softmax: 'categoricalCrossentropy', mse: 'meanSquaredError' }[
      spec.loss
    ],
  });
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = [...rowOrder(train.n, key, epoch)];
    const x = tf.tensor2d(
      order.flatMap((row) => [...train.x.subarray(row * train.d, (row + 1) * train.d)]),
      [train.n, train.d],
    );
    const labels = order.map((row) => train.y[row]);
    const y =
      spec.loss === 'softmax'
        ? tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 3), 'float32')
        : tf.tensor2d(labels, [train.n, 1]);
    const { history } = await model.fit(x, y as tf.Tensor, {
      epochs: 1,
      batchSize: spec.optimizer.batchSize,
      shuffle: false,
      yieldEvery: 'never',
      verbose: 0,
    });
    losses.push(history.loss[0] as number);
  }
  const parts = await Promise.all(model.getWeights().map((w) => w.data()));
  return { losses, flat: Float32Array.from(parts.flatMap((part) => [...part])) };
}

describe.each(LOSSES)('%s', (loss) => {
  test('three epochs are those of tfjs-layers with stock Adam, last partial batch included', async () => {
    const ours = await trained(job(loss), 3);
    const theirs = await stock(job(loss), 3);
    for (const [e, value] of ours.losses.entries()) expect(value).toBeCloseTo(theirs.losses[e], 4);
    expect(largestDifference(flat(job(loss).spec, ours.weights), theirs.flat)).toBeLessThan(1e-4);
    expect(ours.losses[2]).toBeLessThan(ours.losses[0]);
  });

  test('validation loss and predictions are those of float64 arithmetic', async () => {
    const { spec, train } = job(loss);
    const trainer = await openTrainer('cpu');
    const run = await trainer.start(job(loss));
    const { validLoss, validPredictions } = await run.epoch(1, go());
    const weights = await run.weights();
    run.dispose();
    const parameters = Float64Array.from(flat(spec, weights));
    expect(validLoss).toBeCloseTo(referenceLoss(spec, parameters, train), 5);
    const z = referenceLogits(spec, parameters, train);
    const units = spec.layers[2].units;
    const first = [...z.slice(0, units)];
    const wanted = {
      binary: [1 / (1 + Math.exp(-first[0]))],
      softmax: first.map((v) => Math.exp(v) / first.reduce((sum, w) => sum + Math.exp(w), 0)),
      mse: first,
    }[loss];
    wanted.forEach((value, i) => {
      expect(validPredictions[i]).toBeCloseTo(value, 5);
    });
    expect([...(await trainer.predict(spec, weights, train.x, train.n))]).toEqual([...validPredictions]);
  });
});

test('the same key gives the same bits, another key does not', async () => {
  const a = await trained(job('binary', {}, 0.3), 2);
  const b = await trained(job('binary', {}, 0.3), 2);
  const c = await trained({ ...job('binary', {}, 0.3), key: ['other'] }, 2);
  expect(a).toEqual(b);
  expect(a.losses).not.toEqual(c.losses);
});

test('epochs draw by their number: an epoch repeated elsewhere sees the same order and masks', async () => {
  const trainer = await openTrainer('cpu');
  const losses: number[] = [];
  for (const epoch of [1, 1, 2]) {
    const run = await trainer.start(job('binary', {}, 0.5));
    losses.push((await run.epoch(epoch, go())).trainLoss);
    run.dispose();
  }
  expect(losses[0]).toBe(losses[1]);
  expect(losses[0]).not.toBe(losses[2]);
});

test('weight decay shrinks kernels by rate x decay a step and leaves biases alone', async () => {
  const rows: Rows = { n: 4, d: 2, x: new Float32Array(8), y: Float32Array.of(0, 0, 0, 0) };
  const spec: DescentSpec = {
    inputs: 2,
    layers: [{ units: 1, activation: 'linear', dropout: 0 }],
    loss: 'mse',
    optimizer: { kind: 'adamw', learningRate: 0.1, weightDecay: 0.5, batchSize: 2 },
  };
  // Inputs are 0: the kernel has no gradient. The bias starts at the target 0: neither has it.
  const initial = [{ kernel: Float32Array.of(1, -2), bias: Float32Array.of(0) }];
  const { weights } = await trained({ spec, train: rows, valid: rows, key: [], initial }, 1);
  expect(weights[0].kernel[0]).toBeCloseTo(0.95 ** 2, 6);
  expect(weights[0].kernel[1]).toBeCloseTo(-2 * 0.95 ** 2, 6);
  const shifted = [{ kernel: Float32Array.of(0, 0), bias: Float32Array.of(1) }];
  const moved = await trained({ spec, train: rows, valid: rows, key: [], initial: shifted }, 1);
  const without = { ...spec, optimizer: { ...spec.optimizer, weightDecay: 0 } };
  const plain = await trained({ spec: without, train: rows, valid: rows, key: [], initial: shifted }, 1);
  expect(moved.weights[0].bias).toEqual(plain.weights[0].bias);
});

test('keepBest remembers the weights of that moment', async () => {
  const trainer = await openTrainer('cpu');
  const run = await trainer.start(job('binary'));
  await run.epoch(1, go());
  run.keepBest();
  const then = await run.weights();
  await run.epoch(2, go());
  expect(await run.weights('best')).toEqual(then);
  expect(await run.weights()).not.toEqual(then);
  run.dispose();
});

test('no tensor and no byte is left, also after an abort, a divergence and a second dispose', async () => {
  const trainer = await openTrainer('cpu');
  const before = trainer.memory();
  const run = await trainer.start(job('softmax', { weightDecay: 0.1 }, 0.2));
  const started = trainer.memory();
  expect(started.tensors).toBeGreaterThan(before.tensors);
  await run.epoch(1, go());
  const one = trainer.memory();
  await run.epoch(2, go());
  expect(trainer.memory()).toEqual(one);
  run.keepBest();
  await expect(run.epoch(3, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
    kind: 'cancelled',
  });
  run.dispose();
  run.dispose();
  expect(trainer.memory()).toEqual(before);
});

test('a diverged net fails its trial, and says in which epoch', async () => {
  const trainer = await openTrainer('cpu');
  const before = trainer.memory();
  const wild = await trainer.start(job('mse', { learningRate: 1e6 }));
  await expect(wild.epoch(4, go())).rejects.toMatchObject({
    code: 'train.diverged',
    details: { epoch: 4 },
    kind: 'trial',
  });
  wild.dispose();
  expect(trainer.memory()).toEqual(before);
});

test('an epoch yields when its stretch is over, where an abort or a pause takes hold mid-epoch', async () => {
  let now = 0;
  const trainer = await openTrainer('cpu', { now: () => (now += 20) });
  const before = trainer.memory();
  const run = await trainer.start(job('binary'));
  const stop = new AbortController();
  const yields: number[] = [];
  const epoch = run.epoch(1, stop.signal, async () => {
    yields.push(yields.length);
    if (yields.length === 2) stop.abort();
  });
  await expect(epoch).rejects.toMatchObject({ code: 'cancelled' });
  expect(yields).toHaveLength(2);
  run.dispose();
  expect(trainer.memory()).toEqual(before);
});

test('short epochs add up to a stretch: the run gives way though no epoch alone is long', async () => {
  let now = 0;
  const trainer = await openTrainer('cpu', { now: () => ++now });
  const run = await trainer.start(job('binary'));
  let yields = 0;
  for (let epoch = 1; epoch <= 20; epoch++) {
    await run.epoch(epoch, go(), async () => {
      yields++;
    });
  }
  // 120 questions of the clock are 120 ms: four stretches of 25 ms and what is left.
  expect(yields).toBe(4);
  run.dispose();
});

test('rows that share one pool train and are judged as rows that stand alone', async () => {
  const trainer = await openTrainer('cpu');
  const of = job('binary');
  const { n, d, x } = of.train;
  const pool = new Float32Array((n + 1) * d);
  for (let i = 0; i < n; i++) pool.set(x.subarray(i * d, (i + 1) * d), (n - i) * d);
  const shared: Rows = { ...of.train, x: pool, at: Uint32Array.from({ length: n }, (_, i) => n - i) };
  const results = [];
  for (const rows of [of.train, shared]) {
    const run = await trainer.start({ ...of, train: rows, valid: rows });
    results.push(await run.epoch(1, go()));
    run.dispose();
  }
  expect(results[1]).toEqual(results[0]);
});
