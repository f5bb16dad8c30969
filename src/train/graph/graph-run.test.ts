import { describe, expect, test } from 'vitest';
import type { GraphSpec } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';
import { rng } from '../../study/random';
import { startBackend } from '../backends';
import { dropoutMask, rowOrder } from '../batches';
import { Kernels } from '../kernels';
import { openTrainer } from '../open-trainer';
import type { NetJob, Rows, Weights } from '../trainer';
import { batchBounds, plainBatch, trainingBatch } from './batches';
import { checkGraph } from './check-graph';
import { graphGradientError, wide } from './gradient-check';
import { movedStatistics, referenceBackward, referenceForward } from './reference';
import { rateFactor } from './schedule';
import { lossGradient, softLossSum } from './targets';

const go = () => new AbortController().signal;
const KEY = ['graph-run'];

/** 23 rows in batches of 8 (8, 7, 8); every option of the optimizer is in use. */
function job(
  loss: GraphSpec['loss'],
  changes: Partial<GraphSpec['optimizer']> = {},
): NetJob & { spec: GraphSpec } {
  const { spec, weights } = checkGraph(loss);
  const random = rng('graph-run.test', loss);
  const [n, d] = [23, spec.inputs];
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const y = Float32Array.from({ length: n }, () =>
    loss === 'mse' ? random.normal() : random.int(loss === 'softmax' ? 3 : 2),
  );
  const w = Float32Array.from({ length: n }, (_, i) => 0.5 + (i % 3) / 2);
  const rows: Rows = { n, d, x, y, w };
  return {
    spec: {
      ...spec,
      optimizer: {
        ...spec.optimizer,
        batchSize: 8,
        weightDecay: 0.1,
        clipNorm: 0.5,
        schedule: 'oneCycle',
        ...changes,
      },
    },
    train: rows,
    valid: rows,
    key: KEY,
    epochs: 3,
    initial: weights,
  };
}

/** The same epoch in float64: batches, masks, gradients, clipping, AdamW and moving statistics one after another. */
function referenceEpoch({ spec, train, valid, epochs, initial }: ReturnType<typeof job>) {
  let weights = wide(initial as Weights);
  const shapes = inferShapes(spec);
  const units = shapes[shapes.length - 1][0];
  const { learningRate, weightDecay, clipNorm, schedule, batchSize } = spec.optimizer;
  const moments = weights.map((entry) =>
    (['kernel', 'bias'] as const).map((role) => ({
      m: new Float64Array(entry[role].length),
      v: new Float64Array(entry[role].length),
    })),
  );
  const order = rowOrder(train.n, KEY, 1);
  const bounds = batchBounds(train.n, batchSize);
  const dropout = spec.nodes.findIndex(({ op }) => op === 'dropout');
  const stream = rng(...KEY, 'epoch', 1, 'dropout', dropout);
  let loss = 0;
  for (let b = 0; b < bounds.length - 1; b++) {
    const batch = trainingBatch(spec, units, train, order, [bounds[b], bounds[b + 1]], KEY, 1);
    const masks = new Map([[dropout, dropoutMask(stream, 0.3, batch.n * shapes[dropout][0])]]);
    const pass = referenceForward(spec, weights, { ...batch, training: true, masks });
    const z = pass.values[pass.values.length - 1];
    loss += softLossSum(spec.loss, z, batch.targets, units);
    const dZ = lossGradient(spec.loss, z, batch.targets, units);
    const { weights: gradients } = referenceBackward(spec, weights, pass, true, dZ);
    const all = gradients.flatMap(({ kernel, bias }) => [...kernel, ...bias]);
    const norm = Math.sqrt(all.reduce((sum, g) => sum + g * g, 0));
    const share = Math.min(1, clipNorm / (norm + 1e-6));
    const rate = learningRate * rateFactor(schedule, b, (epochs as number) * (bounds.length - 1));
    const t = b + 1;
    weights = movedStatistics(spec, weights, pass);
    for (const [e, entry] of weights.entries())
      for (const [r, role] of (['kernel', 'bias'] as const).entries()) {
        const { m, v } = moments[e][r];
        const decay = role === 'kernel' && !entry.mean ? weightDecay : 0;
        for (let i = 0; i < m.length; i++) {
          const g = gradients[e][role][i] * share;
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          const step = m[i] / (1 - 0.9 ** t) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-7);
          entry[role][i] -= rate * (step + decay * entry[role][i]);
        }
      }
  }
  const after = referenceForward(spec, weights, { ...plainBatch(spec, valid, 0, valid.n), training: false });
  return { weights, trainLoss: loss / train.n, z: after.values[after.values.length - 1] };
}

describe.each(['binary', 'softmax', 'mse'] as const)('%s', (loss) => {
  test('an epoch is that of float64: batches, dropout, clipping, schedule, decay and statistics', async () => {
    const trainer = await openTrainer('cpu');
    const before = trainer.memory();
    const of = job(loss);
    const run = await trainer.start(of);
    const got = await run.epoch(1, go());
    const weights = await run.weights();
    run.dispose();
    const wanted = referenceEpoch(of);
    expect(Math.abs(got.trainLoss - wanted.trainLoss)).toBeLessThan(1e-4);
    let moved = 0;
    for (const [e, entry] of wanted.weights.entries())
      for (const role of ['kernel', 'bias', 'mean', 'variance'] as const)
        for (const [i, value] of (entry[role] ?? []).entries()) {
          expect(Math.abs((weights[e][role] as Float32Array)[i] - value)).toBeLessThan(1e-4);
          moved = Math.max(moved, Math.abs(value - ((of.initial as Weights)[e][role] as Float32Array)[i]));
        }
    expect(moved).toBeGreaterThan(1e-3);
    const predicted = await trainer.predict(of.spec, weights, of.valid.x, of.valid.n);
    expect([...predicted]).toEqual([...got.validPredictions]);
    if (loss !== 'softmax')
      for (const [i, z] of wanted.z.entries())
        expect(
          Math.abs(predicted[i] - (loss === 'mse' ? z : 1 / (1 + Math.exp(-z)))) / (1 + Math.abs(z)),
        ).toBeLessThan(1e-4);
    expect(trainer.memory()).toEqual(before);
  });
});

test('gradients on the CPU kernels are those of float64, and the check leaves no tensor', async () => {
  const k = new Kernels('cpu', (await startBackend('cpu')).backend);
  const before = k.memory();
  expect(await graphGradientError(k)).toBeLessThan(1e-5);
  expect(k.memory()).toEqual(before);
});

test('the same key gives the same bits; keepBest keeps kernels and moving statistics of its moment', async () => {
  const trainer = await openTrainer('cpu');
  const of = { ...job('binary'), initial: undefined };
  const [a, b] = [await trainer.start(of), await trainer.start(of)];
  await a.epoch(1, go());
  await b.epoch(1, go());
  a.keepBest();
  const then = await a.weights();
  expect(then).toEqual(await b.weights());
  await a.epoch(2, go());
  expect(await a.weights('best')).toEqual(then);
  const later = await a.weights();
  for (const role of ['kernel', 'mean', 'variance'] as const)
    expect(later[1][role]).not.toEqual(then[1][role]);
  a.dispose();
  b.dispose();
});

test('no tensor is left after an abort, a divergence and a second dispose; an epoch adds none', async () => {
  const trainer = await openTrainer('cpu');
  const before = trainer.memory();
  const run = await trainer.start(job('softmax'));
  expect(trainer.memory().tensors).toBeGreaterThan(before.tensors);
  await run.epoch(1, go());
  const one = trainer.memory();
  await run.epoch(2, go());
  expect(trainer.memory()).toEqual(one);
  run.keepBest();
  run.keepBest();
  await expect(run.epoch(3, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  run.dispose();
  run.dispose();
  const wild = await trainer.start(
    job('mse', { learningRate: 1e6, clipNorm: 0, weightDecay: 0, schedule: 'constant' }),
  );
  await expect(wild.epoch(4, go())).rejects.toMatchObject({ code: 'train.diverged', details: { epoch: 4 } });
  wild.dispose();
  expect(trainer.memory()).toEqual(before);
});

test('a batch makes room when its stretch is over, where an abort takes hold mid-epoch', async () => {
  let now = 0;
  const trainer = await openTrainer('cpu', { now: () => (now += 30) });
  const before = trainer.memory();
  const run = await trainer.start(job('binary'));
  const stop = new AbortController();
  let yields = 0;
  const epoch = run.epoch(1, stop.signal, async () => {
    if (++yields === 2) stop.abort();
  });
  await expect(epoch).rejects.toMatchObject({ code: 'cancelled' });
  expect(yields).toBe(2);
  run.dispose();
  expect(trainer.memory()).toEqual(before);
});

test('frozen nodes stay as they were given, statistics too, and the rest learns', async () => {
  const trainer = await openTrainer('cpu');
  const of = job('binary');
  const nodes = of.spec.nodes.map((node, i) =>
    i < 8 && (node.op === 'conv' || node.op === 'depthwise' || node.op === 'batchNorm')
      ? { ...node, frozen: true as const }
      : node,
  );
  const run = await trainer.start({ ...of, spec: { ...of.spec, nodes } });
  await run.epoch(1, go());
  const weights = await run.weights();
  run.dispose();
  const initial = of.initial as Weights;
  expect(weights.slice(0, 5)).toEqual(initial.slice(0, 5));
  expect(weights[5].kernel).not.toEqual(initial[5].kernel);
  expect(weights[6].mean).not.toEqual(initial[6].mean);
});

test('rows that share one pool train as rows that stand alone', async () => {
  const trainer = await openTrainer('cpu');
  const of = job('binary');
  const { n, d, x } = of.train;
  // The pool holds the rows backwards, with one that nobody asks for before them.
  const pool = new Float32Array((n + 1) * d);
  for (let i = 0; i < n; i++) pool.set(x.subarray(i * d, (i + 1) * d), (n - i) * d);
  const shared = { ...of.train, x: pool, at: Uint32Array.from({ length: n }, (_, i) => n - i) };
  const results = [];
  for (const rows of [of.train, shared]) {
    const run = await trainer.start({ ...of, train: rows, valid: rows });
    results.push(await run.epoch(1, go()));
    run.dispose();
  }
  expect(results[1]).toEqual(results[0]);
});

test('activations are the values of a node, in as many batches as it takes', async () => {
  const trainer = await openTrainer('cpu');
  const { spec, initial, train } = job('softmax');
  const before = trainer.memory();
  const node = spec.nodes.findIndex(({ op }) => op === 'globalAvgPool');
  const got = await trainer.activations(spec, initial as Weights, train.x, train.n, node);
  const batch = plainBatch(spec, train, 0, train.n);
  const { values } = referenceForward(spec, wide(initial as Weights), { ...batch, training: false });
  expect(got.length).toBe(train.n * 4);
  for (const [i, value] of values[node].entries()) expect(Math.abs(got[i] - value)).toBeLessThan(1e-4);
  expect(trainer.memory()).toEqual(before);
});

test('Grad-CAM is the sum of channels weighed by their mean gradient, positive parts', async () => {
  const trainer = await openTrainer('cpu');
  const { spec, initial, train } = job('softmax');
  const before = trainer.memory();
  const { height, width, maps } = await trainer.gradCam(spec, initial as Weights, train.x, 5, 2);
  expect(trainer.memory()).toEqual(before);
  const weights = wide(initial as Weights);
  const pass = referenceForward(spec, weights, { ...plainBatch(spec, train, 0, 5), training: false });
  const dOut = Float32Array.from({ length: 15 }, (_, i) => +(i % 3 === 2));
  const { values } = referenceBackward(spec, weights, pass, false, dOut);
  const node = spec.nodes.findLastIndex(({ op }) => op === 'depthwise');
  expect([height, width]).toEqual(inferShapes(spec)[node].slice(0, 2));
  const pixels = height * width;
  let largest = 0;
  for (let row = 0; row < 5; row++)
    for (let pixel = 0; pixel < pixels; pixel++) {
      let sum = 0;
      for (let c = 0; c < 4; c++) {
        let gradient = 0;
        for (let p = 0; p < pixels; p++) gradient += values[node][(row * pixels + p) * 4 + c] / pixels;
        sum += gradient * pass.values[node][(row * pixels + pixel) * 4 + c];
      }
      largest = Math.max(largest, sum);
      expect(Math.abs(maps[row * pixels + pixel] - Math.max(0, sum))).toBeLessThan(1e-5);
    }
  expect(largest).toBeGreaterThan(1e-3);
});
