import { describe, expect, test } from 'vitest';
import type { GraphSpec } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';
import { rng } from '../../study/random';
import { BETA1, BETA2, CLIP_EPSILON, stepScalars } from '../adam';
import { dropoutMask, rowOrder } from '../batches';
import { batchBounds, plainBatch, trainingBatch } from '../graph/batches';
import { checkGraph } from '../graph/check-graph';
import { movedStatistics, referenceBackward, referenceForward, type Weights64 } from '../graph/reference';
import { rateFactor } from '../graph/schedule';
import { lossGradient, softLossSum } from '../graph/targets';
import { lossSum, predictionsOf } from '../losses';
import { openTrainer } from '../open-trainer';
import { breathe, Pace } from '../pacing';
import type { Rows, Weights } from '../trainer';
import { openWasmGraphs } from './open-wasm-graphs';

const { signal } = new AbortController();
const clock = { now: () => 0 };
const KEY = ['wasm-run'];

/** More rows than a batch holds, in a pool that training and validation share. */
function setting(loss: GraphSpec['loss']) {
  const { spec: plain, weights } = checkGraph(loss);
  const spec: GraphSpec = {
    ...plain,
    optimizer: { ...plain.optimizer, batchSize: 5, weightDecay: 0.1, clipNorm: 0.5, schedule: 'oneCycle' },
  };
  const random = rng('wasm-run', loss);
  const d = spec.inputs;
  const x = Float32Array.from({ length: 20 * d }, () => random.normal());
  const part = (n: number, first: number): Rows => ({
    n,
    d,
    x,
    at: Uint32Array.from({ length: n }, (_, i) => first + i),
    y: Float32Array.from({ length: n }, () =>
      loss === 'mse' ? random.normal() : random.int(loss === 'softmax' ? 3 : 2),
    ),
  });
  const train: Rows = {
    ...part(13, 0),
    w: Float32Array.from({ length: 13 }, (_, i) => 0.5 + (i % 3) / 2),
    augment: (out, stream) => {
      for (let i = 0; i < out.length; i++) out[i] += 0.1 * stream.normal();
    },
    mix: (stream) => 0.5 + stream.next() / 2,
  };
  return { spec, weights, train, valid: part(7, 13) };
}

const wide = (weights: Weights): Weights64 =>
  weights.map((entry) => ({
    kernel: Float64Array.from(entry.kernel),
    bias: Float64Array.from(entry.bias),
    ...(entry.mean && { mean: Float64Array.from(entry.mean) }),
    ...(entry.variance && { variance: Float64Array.from(entry.variance) }),
  }));

/** One epoch in float64, step after step as trainer.ts and adam.ts describe it. */
function referenceEpoch(spec: GraphSpec, initial: Weights, train: Rows, epoch: number, epochs: number) {
  let weights = wide(initial);
  const shapes = inferShapes(spec);
  const [units] = shapes[shapes.length - 1];
  const order = rowOrder(train.n, KEY, epoch);
  const bounds = batchBounds(train.n, spec.optimizer.batchSize);
  const streams = new Map(spec.nodes.map((_, i) => [i, rng(...KEY, 'epoch', epoch, 'dropout', i)]));
  const moments = weights.map((w) => ({
    kernel: [new Float64Array(w.kernel.length), new Float64Array(w.kernel.length)],
    bias: [new Float64Array(w.bias.length), new Float64Array(w.bias.length)],
  }));
  const decays = spec.nodes.flatMap(({ op }) =>
    op === 'batchNorm' ? [false] : op === 'conv' || op === 'depthwise' || op === 'dense' ? [true] : [],
  );
  let loss = 0;
  for (let b = 0; b + 1 < bounds.length; b++) {
    const batch = trainingBatch(spec, units, train, order, [bounds[b], bounds[b + 1]], KEY, epoch);
    const masks = new Map(
      spec.nodes.flatMap((node, i) =>
        node.op === 'dropout'
          ? [[i, dropoutMask(streams.get(i)!, node.rate, batch.n * shapes[i][0])] as const]
          : [],
      ),
    );
    const pass = referenceForward(spec, weights, { ...batch, training: true, masks });
    const z = pass.values[pass.values.length - 1];
    loss += softLossSum(spec.loss, z, batch.targets, units);
    const dOut = lossGradient(spec.loss, z, batch.targets, units);
    const { weights: gradients } = referenceBackward(spec, weights, pass, true, dOut);
    const squares = gradients.flatMap((g) => [...g.kernel, ...g.bias]).reduce((sum, g) => sum + g * g, 0);
    const { learningRate, weightDecay, clipNorm, schedule } = spec.optimizer;
    const clip = Math.min(1, clipNorm / (Math.sqrt(squares) + CLIP_EPSILON));
    const rateNow = learningRate * rateFactor(schedule, b, epochs * (bounds.length - 1));
    const { rate, epsilon } = stepScalars(b + 1, rateNow);
    weights = movedStatistics(spec, weights, pass);
    for (const [e, entry] of weights.entries())
      for (const part of ['kernel', 'bias'] as const) {
        const [m, v] = moments[e][part];
        const shrink = part === 'kernel' && decays[e] ? 1 - rateNow * weightDecay : 1;
        for (let i = 0; i < m.length; i++) {
          const g = gradients[e][part][i] * clip;
          m[i] = BETA1 * m[i] + g;
          v[i] = BETA2 * v[i] + g * g;
          entry[part][i] = entry[part][i] * shrink - (rate * m[i]) / (Math.sqrt(v[i]) + epsilon);
        }
      }
  }
  return { loss: loss / train.n, weights };
}

describe.each(['binary', 'softmax', 'mse'] as const)('%s', (loss) => {
  test('an epoch comes to the losses and weights of float64, to 1e-4', async () => {
    const { spec, weights, train, valid } = setting(loss);
    const graphs = await openWasmGraphs(new Pace(clock));
    const run = await graphs.start({ spec, train, valid, key: KEY, initial: weights, epochs: 2 });
    const got = await run.epoch(1, signal);
    const wanted = referenceEpoch(spec, weights, train, 1, 2);
    expect(Math.abs(got.trainLoss - wanted.loss)).toBeLessThan(1e-4);
    const after = await run.weights();
    // The bias before a batchNorm has no gradient but rounding, which Adam makes steps of; it changes nothing.
    for (const e of [1, 3, 5])
      for (const part of ['kernel', 'bias'] as const)
        for (const [i, value] of wanted.weights[e][part].entries())
          expect(Math.abs(after[e][part][i] - value)).toBeLessThan(2e-4);
    const x = Float32Array.from({ length: valid.n * valid.d }, (_, i) => valid.x[13 * valid.d + i]);
    const { values } = referenceForward(spec, wide(after), {
      ...plainBatch(spec, { x, d: valid.d }, 0, valid.n),
      training: false,
    });
    const z = Float32Array.from(values[values.length - 1]);
    const units = z.length / valid.n;
    expect(Math.abs(got.validLoss - lossSum(loss, z, valid.y, units) / valid.n)).toBeLessThan(1e-5);
    for (const [i, p] of predictionsOf(loss, z, units).entries())
      expect(Math.abs(got.validPredictions[i] - p)).toBeLessThan(1e-5);
    expect(await graphs.predict(spec, after, x, valid.n)).toEqual(got.validPredictions);
    run.dispose();
  });
});

test('repeated runs are equal to the last bit, and leave no memory behind', async () => {
  const { spec, train, valid } = setting('softmax');
  const graphs = await openWasmGraphs(new Pace(clock));
  const once = async () => {
    const run = await graphs.start({ spec, train, valid, key: KEY, epochs: 3 });
    const results = [await run.epoch(1, signal), await run.epoch(2, signal)];
    run.keepBest();
    await run.epoch(3, signal);
    const weights = { best: await run.weights('best'), current: await run.weights() };
    const { tensors, bytes } = graphs.memory();
    expect(tensors).toBe(1);
    expect(bytes).toBeGreaterThan(0);
    run.dispose();
    run.dispose();
    expect(graphs.memory()).toEqual({ tensors: 0, bytes: 0 });
    return { results, weights };
  };
  const first = await once();
  expect(await once()).toEqual(first);
  expect(first.weights.best).not.toEqual(first.weights.current);
});

test('memory does not grow from trial to trial', async () => {
  const { spec, train, valid } = setting('binary');
  const graphs = await openWasmGraphs(new Pace(clock));
  // Rows enough for 17 MiB a run: 100 of them would be 1.7 GiB.
  const at = Uint32Array.from({ length: 3000 }, (_, i) => i % 13);
  const y = Float32Array.from(at, (_, i) => i % 2);
  const many: Rows = { n: 3000, d: train.d, x: train.x, at, y };
  const large = { ...spec, optimizer: { ...spec.optimizer, batchSize: 3000 } };
  let before = 0;
  for (let trial = 0; trial < 100; trial++) {
    const run = await graphs.start({ spec: large, train: many, valid, key: KEY });
    expect(graphs.memory().bytes).toBeGreaterThan(16 * 2 ** 20);
    await run.epoch(1, signal);
    run.dispose();
    await breathe();
    if (trial === 20) before = process.memoryUsage().rss;
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
});

test('an abort between batches cancels', async () => {
  const { spec, train, valid } = setting('binary');
  let now = 0;
  const graphs = await openWasmGraphs(new Pace({ now: () => (now += 100) }));
  const run = await graphs.start({ spec, train, valid, key: KEY });
  const stop = new AbortController();
  let pauses = 0;
  const pause = async () => {
    if (++pauses === 2) stop.abort();
  };
  await expect(run.epoch(1, stop.signal, pause)).rejects.toMatchObject({ code: 'cancelled' });
  expect(pauses).toBe(2);
  run.dispose();
});

test('a learning rate beyond reason diverges, and says so', async () => {
  const { spec, train, valid } = setting('mse');
  const graphs = await openWasmGraphs(new Pace(clock));
  const wild = { ...spec, optimizer: { ...spec.optimizer, learningRate: 1e6, clipNorm: 0 } };
  const run = await graphs.start({ spec: wild, train, valid, key: KEY });
  await expect(
    (async () => {
      for (let epoch = 1; epoch < 9; epoch++) await run.epoch(epoch, signal);
    })(),
  ).rejects.toMatchObject({ code: 'train.diverged' });
  run.dispose();
});

test('predictions, values of nodes and Grad-CAM are those of the TensorFlow.js kernels', async () => {
  const { spec, weights, valid } = setting('softmax');
  const stock = await openTrainer('cpu');
  const ours = await openWasmGraphs(new Pace(clock));
  const x = valid.x.slice(0, 9 * valid.d);
  const close = (got: Float32Array, wanted: Float32Array) => {
    expect(got.length).toBe(wanted.length);
    for (const [i, value] of wanted.entries()) expect(Math.abs(got[i] - value)).toBeLessThan(1e-4);
  };
  close(await ours.predict(spec, weights, x, 9), await stock.predict(spec, weights, x, 9));
  for (const node of [3, 8, 11, 14, 17])
    close(
      await ours.activations(spec, weights, x, 9, node),
      await stock.activations(spec, weights, x, 9, node),
    );
  let largest = 0;
  for (const unit of [0, 1, 2]) {
    const [a, b] = [
      await ours.gradCam(spec, weights, x, 9, unit),
      await stock.gradCam(spec, weights, x, 9, unit),
    ];
    expect([a.height, a.width]).toEqual([b.height, b.width]);
    largest = Math.max(largest, ...b.maps);
    close(a.maps, b.maps);
  }
  expect(largest).toBeGreaterThan(0.01);
});
