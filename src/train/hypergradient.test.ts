import { describe, expect, test } from 'vitest';
import type { DescentSpec } from '../models/family';
import { rng } from '../study/random';
import { denseGradient } from './dense-gradient';
import { fitTrial } from './fit';
import { checkNet } from './gradient-check';
import { flatten, initialWeights, layoutOf } from './layout';
import { openTrainer } from './open-trainer';
import { referenceGradient } from './reference';
import type { Rows } from './trainer';

describe.each(['binary', 'softmax', 'mse'] as const)('the gradient of %s', (loss) => {
  const { spec, rows } = checkNet(loss);
  const weights = initialWeights(spec, ['hyper', loss]);
  const flat = Float64Array.from(flatten(layoutOf(spec), weights));

  test('is that of central differences', () => {
    const wanted = referenceGradient(spec, weights, rows);
    denseGradient(spec, flat, rows).forEach((value, i) => {
      expect(Math.abs(value - wanted[i])).toBeLessThan(1e-8);
    });
  });

  test('is the same where rows share a pool', () => {
    const pool = new Float32Array((rows.n + 1) * rows.d);
    for (let i = 0; i < rows.n; i++)
      pool.set(rows.x.subarray(i * rows.d, (i + 1) * rows.d), (rows.n - i) * rows.d);
    const at = Uint32Array.from({ length: rows.n }, (_, i) => rows.n - i);
    expect(denseGradient(spec, flat, { ...rows, x: pool, at })).toEqual(denseGradient(spec, flat, rows));
  });
});

/** A straight line with some noise, 4 inputs of which one tells. */
function line(name: string, n: number): Rows {
  const random = rng('hypergradient', name);
  const x = Float32Array.from({ length: n * 4 }, () => random.normal());
  return { n, d: 4, x, y: Float32Array.from({ length: n }, (_, i) => 2 * x[i * 4] + 0.3 * random.normal()) };
}

async function told(learningRate: number, weightDecay: number, epochs: number) {
  const spec: DescentSpec = {
    inputs: 4,
    layers: [{ units: 1, activation: 'linear', dropout: 0 }],
    loss: 'mse',
    optimizer: { kind: 'adamw', learningRate, weightDecay, batchSize: 16 },
  };
  const trained = async (rate: number, decay: number) =>
    fitTrial({
      trainer: await openTrainer('cpu'),
      spec: { ...spec, optimizer: { ...spec.optimizer, learningRate: rate, weightDecay: decay } },
      folds: [
        { train: line('a', 64), valid: line('b', 48) },
        { train: line('c', 64), valid: line('d', 40) },
      ],
      maxEpochs: epochs,
      patience: epochs,
      key: ['hypergradient'],
      signal: new AbortController().signal,
      pause: async () => {},
      onEpoch: () => {},
      withHypergradient: true,
    });
  const loss = async (rate: number, decay: number) => (await trained(rate, decay)).validLoss;
  const { hypergradient } = await trained(learningRate, weightDecay);
  const step = 0.05;
  return {
    told: hypergradient ?? { learningRate: Number.NaN, weightDecay: Number.NaN },
    seen: {
      learningRate:
        ((await loss(learningRate * Math.exp(step), weightDecay)) -
          (await loss(learningRate * Math.exp(-step), weightDecay))) /
        (2 * step),
      weightDecay:
        ((await loss(learningRate, weightDecay * Math.exp(step))) -
          (await loss(learningRate, weightDecay * Math.exp(-step)))) /
        (2 * step),
    },
  };
}

describe('the hypergradient', () => {
  test('of a rate that is too low is what training again with other rates shows', async () => {
    const { told: found, seen } = await told(0.003, 0.01, 5);
    expect(seen.learningRate).toBeLessThan(-0.1);
    expect(found.learningRate / seen.learningRate).toBeGreaterThan(0.7);
    expect(found.learningRate / seen.learningRate).toBeLessThan(1.4);
  });

  test('says that a decay which holds the weights back is too strong', async () => {
    const { told: found, seen } = await told(0.05, 3, 40);
    expect(seen.weightDecay).toBeGreaterThan(0.01);
    expect(found.weightDecay).toBeGreaterThan(0);
  });

  test('of a net that has learned what there is hardly asks for more', async () => {
    const low = await told(0.003, 0.01, 5);
    // What is left are the 88 validation rows' own errors.
    const done = await told(0.05, 0.001, 60);
    expect(Math.abs(done.told.learningRate)).toBeLessThan(Math.abs(low.told.learningRate) / 5);
  });
});
