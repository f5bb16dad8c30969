import { beforeAll, describe, expect, it } from 'vitest';
import { netSpec, plainForward, randomWeights } from '../export/testing';
import type { GraphSpec } from '../models/graph';
import { inferShapes, parametersOf, sizeOf } from '../models/graph-shapes';
import { type Rng, rng } from '../study/random';
import { openTrainer } from '../train/open-trainer';
import type { Trainer, Weights } from '../train/trainer';
import { nets } from './nets';
import { plainActivations } from './plain-graphs';

/** One of each operation, a table beside the picture, and channels that fill no whole vector. */
const spec: GraphSpec = {
  kind: 'graph',
  picture: [13, 11, 3],
  table: 2,
  inputs: 13 * 11 * 3 + 2,
  loss: 'softmax',
  optimizer: {
    kind: 'adamw',
    learningRate: 0,
    weightDecay: 0,
    batchSize: 4,
    schedule: 'constant',
    clipNorm: 0,
    labelSmoothing: 0,
  },
  nodes: [
    { op: 'picture', from: [] },
    { op: 'conv', from: [0], filters: 6, size: 3, stride: 1, pad: 'same', bias: false },
    { op: 'batchNorm', from: [1], epsilon: 1e-3 },
    { op: 'relu', from: [2] },
    { op: 'maxPool', from: [3], size: 2, stride: 2, pad: 'same' },
    { op: 'depthwise', from: [4], size: 3, stride: 1, pad: 'same', bias: true },
    { op: 'relu6', from: [5] },
    { op: 'add', from: [6, 4] },
    { op: 'avgPool', from: [7], size: 2, stride: 2, pad: 'valid' },
    { op: 'globalAvgPool', from: [8] },
    { op: 'table', from: [] },
    { op: 'concat', from: [9, 10] },
    { op: 'dense', from: [11], units: 5 },
    { op: 'relu', from: [12] },
    { op: 'dropout', from: [13], rate: 0.5 },
    { op: 'dense', from: [14], units: 3 },
  ],
};

const list = (random: Rng, length: number, scale: number, shift = 0) =>
  Float32Array.from({ length }, () => shift + scale * random.normal());

function graphWeights(random: Rng): Weights {
  return parametersOf(spec, inferShapes(spec)).flatMap((p) => {
    if (!p) return [];
    const moving = { mean: list(random, p.statistics, 0.2), variance: list(random, p.statistics, 0.1, 1) };
    return [
      {
        kernel: list(random, sizeOf(p.kernel), 0.3),
        bias: list(random, p.bias.length > 0 ? sizeOf(p.bias) : 0, 0.3),
        ...(p.statistics > 0 && moving),
      },
    ];
  });
}

const largest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), a.length === b.length ? 0 : 1);

describe('without TensorFlow.js', () => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await openTrainer('cpu');
  });

  it.each([
    ['binary', 1],
    ['softmax', 4],
    ['mse', 1],
  ] as const)('a fully connected %s net says what the application says, to 1e-6', async (loss, units) => {
    const random = rng('page', loss);
    const dense = netSpec(9, loss, units, [16, 8]);
    const weights = randomWeights(dense, random);
    // A third of the cells are zero, as those of one-hot columns are.
    const x = list(random, 50 * 9, 1).map((value, i) => (i % 3 === 0 ? 0 : value));
    const said = await nets.predict(dense, weights, x, 50);
    expect(largest(said, await trainer.predict(dense, weights, x, 50))).toBeLessThan(1e-6);
    expect(largest(said, await plainForward(dense, weights, x, 50))).toBeLessThan(1e-6);
    expect((await nets.predict(dense, weights, new Float32Array(0), 0)).length).toBe(0);
  });

  it('a graph net says what the application says, to 1e-5, by its kernels and in plain loops', async () => {
    const random = rng('page', 'graph');
    const weights = graphWeights(random);
    const n = 19;
    const x = list(random, n * spec.inputs, 1);
    const wanted = await trainer.predict(spec, weights, x, n);
    expect(largest(await nets.predict(spec, weights, x, n), wanted)).toBeLessThan(1e-5);
    for (const node of [7, spec.nodes.length - 1]) {
      const plain = await plainActivations(spec, weights, x, n, node);
      expect(largest(await nets.activations(spec, weights, x, n, node), plain)).toBeLessThan(1e-4);
    }
  });
});
