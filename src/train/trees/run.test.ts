import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treesOfWeights } from '../../models/trees/model';
import { predictTrees } from '../../models/trees/predict';
import type { TreesSpec } from '../../models/trees/spec';
import { rng } from '../../study/random';
import { Pace } from '../pacing';
import type { EpochResult, Rows, Weights } from '../trainer';
import { loadKernels } from '../wasm/kernels';
import { startTrees } from './start-trees';

const module = await loadKernels();
const NONE: Rows = { n: 0, d: 3, x: new Float32Array(0), y: new Float32Array(0) };

const SPEC: TreesSpec = {
  kind: 'trees',
  inputs: 3,
  loss: 'binary',
  classes: 2,
  grow: 'boosting',
  trees: 100,
  learningRate: 0.3,
  maxDepth: 4,
  maxLeaves: 8,
  minLeafRows: 1,
  minLeafWeight: 0,
  lambda: 1,
  minGain: 0,
  rowShare: 1,
  inputShare: 1,
  cutShare: 1,
  bins: 255,
  categorical: [2],
  levelPenalty: 1,
};
const SPEC_MSE: TreesSpec = { ...SPEC, loss: 'mse' };
const KINDS = (['boosting', 'forest', 'extra'] as const).flatMap((grow) =>
  (['binary', 'softmax', 'mse'] as const).map((loss) => ({
    grow,
    loss,
    classes: loss === 'softmax' ? 3 : 2,
  })),
);
const SAMPLED = { rowShare: 0.7, inputShare: 0.7, cutShare: 0.5 };

/** Two numbers and a level, with missing values; the outcome rises with the first. */
function table(seed: number, n: number, loss: TreesSpec['loss']): Rows {
  const random = rng('trees', seed);
  const x = Float32Array.from({ length: 3 * n }, (_, i) =>
    random.int(8) === 0 ? Number.NaN : i % 3 === 2 ? random.int(7) : random.normal(),
  );
  const y = Float32Array.from({ length: n }, (_, i) => {
    const value = (Number.isNaN(x[3 * i]) ? 0.5 : x[3 * i]) + random.normal() / 2;
    if (loss === 'mse') return value;
    return loss === 'binary' ? Number(value > 0) : Number(value > -0.5) + Number(value > 0.5);
  });
  return { n, d: 3, x, y };
}

interface Grown {
  weights: Weights;
  best: Weights;
  results: EpochResult[];
}

async function grown(
  spec: TreesSpec,
  train: Rows,
  valid = NONE,
  epochs = 4,
  kernels: WebAssembly.Module | null = module,
): Promise<Grown> {
  const run = startTrees(new Pace({ now: () => 0 }), { spec, train, valid, key: ['run'] }, kernels);
  const results: EpochResult[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    results.push(await run.epoch(epoch, new AbortController().signal));
    if (epoch === 2) run.keepBest();
  }
  const [weights, best] = [await run.weights(), await run.weights('best')];
  run.dispose();
  return { weights, best, results };
}

const predicted = (spec: TreesSpec, weights: Weights, { x, n }: Pick<Rows, 'x' | 'n'>): Float32Array =>
  predictTrees(spec, treesOfWeights(spec, weights), x, n);

const apart = (a: Float32Array, b: Float32Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe.each(KINDS)('$grow, $loss', (kind) => {
  const spec = { ...SPEC, ...kind };
  const train = table(1, 80, kind.loss);
  const valid = table(2, 30, kind.loss);

  it('says of validation rows what the weights say', async () => {
    const { weights, best, results } = await grown({ ...spec, ...SAMPLED }, train, valid);
    expect(apart(results[3].validPredictions, predicted(spec, weights, valid))).toBeLessThan(1e-5);
    expect(apart(results[1].validPredictions, predicted(spec, best, valid))).toBeLessThan(1e-5);
    expect(results[3].trainLoss).toBeGreaterThan(0);
    expect(results[3].validLoss).toBeGreaterThan(0);
  });

  it('grows the same trees from the same key, in WebAssembly and by the reference', async () => {
    const one = await grown({ ...spec, ...SAMPLED }, train, valid);
    expect(await grown({ ...spec, ...SAMPLED }, train, valid)).toEqual(one);
    expect(await grown({ ...spec, ...SAMPLED }, train, valid, 4, null)).toEqual(one);
  });

  it('learns', async () => {
    const { results } = await grown(spec, train, valid, 20);
    const loss = kind.grow === 'boosting' ? 'trainLoss' : 'validLoss';
    expect(results[19][loss]).toBeLessThan(results[0][loss]);
  });

  it('can do with one outcome, one row, constants and nothing but missing values', async () => {
    for (const x of [train.x.map(() => Number.NaN), train.x.map(() => 3), train.x])
      for (const y of [train.y, train.y.map(() => 1)]) {
        const { weights, results } = await grown(spec, { ...train, x, y }, valid);
        expect(results.every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(true);
        expect(predicted(spec, weights, { x: valid.x.slice(0, 3), n: 1 }).every(Number.isFinite)).toBe(true);
      }
    const single = await grown(spec, { n: 1, d: 3, x: train.x.slice(0, 3), y: train.y.slice(0, 1) });
    expect(single.results[0].validLoss).toBeNaN();
  });
});

it('a forest ends with its trees', async () => {
  const spec = { ...SPEC, grow: 'forest' as const, trees: 3 };
  const { weights, results } = await grown(spec, table(1, 40, 'binary'), table(2, 9, 'binary'), 5);
  expect(treesOfWeights(spec, weights).roots).toHaveLength(4);
  expect(results[4]).toEqual(results[2]);
});

it('the cover of a node is the weight of its rows', async () => {
  const train = { ...table(1, 40, 'binary'), w: new Float32Array(40).map((_, i) => 0.5 + (i % 3) / 2) };
  const model = treesOfWeights(SPEC, (await grown(SPEC, train, NONE, 1)).weights);
  expect(model.cover[0]).toBeCloseTo(
    train.w.reduce((sum, w) => sum + w, 0),
    4,
  );
  for (const [node, input] of model.feature.entries())
    if (input >= 0)
      expect(model.cover[node]).toBeCloseTo(
        model.cover[model.left[node]] + model.cover[model.right[node]],
        4,
      );
});

it('stops between cuts when it is cancelled', async () => {
  const gone = new AbortController();
  let time = 0;
  const run = startTrees(
    new Pace({ now: () => (time += 100) }),
    { spec: SPEC, train: table(1, 80, 'binary'), valid: NONE, key: ['a'] },
    module,
  );
  const pause = async () => gone.abort();
  await expect(run.epoch(1, gone.signal, pause)).rejects.toMatchObject({ code: 'cancelled' });
});

describe('whatever the rows', () => {
  const seeds = { seed: 8, numRuns: 25 };

  it('their order does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const train = table(seed, 50, 'mse');
        const order = rng('order', seed).shuffle([...train.y.keys()]);
        const turned = {
          ...train,
          x: Float32Array.from(order.flatMap((i) => [...train.x.subarray(3 * i, 3 * i + 3)])),
          y: Float32Array.from(order, (i) => train.y[i]),
        };
        const [a, b] = [await grown(SPEC_MSE, train, NONE, 1), await grown(SPEC_MSE, turned, NONE, 1)];
        expect(
          apart(predicted(SPEC_MSE, a.weights, train), predicted(SPEC_MSE, b.weights, train)),
        ).toBeLessThan(1e-5);
      }),
      seeds,
    );
  });

  it('a weight of 2 is the row twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const train = table(seed, 40, 'mse');
        const w = Float32Array.from({ length: 40 }, (_, i) => 1 + (i % 2));
        const list = [...w.keys()].flatMap((i) => (w[i] === 2 ? [i, i] : [i]));
        const twice = {
          n: list.length,
          d: 3,
          x: Float32Array.from(list.flatMap((i) => [...train.x.subarray(3 * i, 3 * i + 3)])),
          y: Float32Array.from(list, (i) => train.y[i]),
        };
        const [a, b] = [
          await grown(SPEC_MSE, { ...train, w }, NONE, 2),
          await grown(SPEC_MSE, twice, NONE, 2),
        ];
        expect(
          apart(predicted(SPEC_MSE, a.weights, train), predicted(SPEC_MSE, b.weights, train)),
        ).toBeLessThan(1e-5);
      }),
      seeds,
    );
  });

  it.each(['boosting', 'forest', 'extra'] as const)(
    '%s: a score that may only rise does, and one that may only fall',
    async (grow) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.constantFrom(1, -1), async (seed, sign) => {
          const spec = { ...SPEC, grow, monotone: [sign, 0, 0], maxLeaves: 20, maxDepth: 9 };
          const { weights } = await grown(spec, table(seed, 60, 'binary'), NONE, 5);
          const steps = Array.from({ length: 41 }, (_, i) => -2 + i / 10);
          for (const [other, level] of [
            [0.3, 1],
            [-1, 5],
            [Number.NaN, Number.NaN],
          ]) {
            const p = predicted(spec, weights, {
              x: Float32Array.from(steps.flatMap((v) => [v, other, level])),
              n: 41,
            });
            for (let i = 1; i < 41; i++) expect(sign * (p[i] - p[i - 1])).toBeGreaterThanOrEqual(-1e-6);
          }
        }),
        seeds,
      );
    },
  );
});
