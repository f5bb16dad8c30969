import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DescentSpec } from '../../models/family';
import { rng } from '../../study/random';
import { startBackend } from '../backends';
import { Device } from '../device';
import { checkNet } from '../gradient-check';
import { Kernels } from '../kernels';
import { flatten, initialWeights, layoutOf } from '../layout';
import { KernelRun } from '../net-run';
import { Pace } from '../pacing';
import { referenceGradient } from '../reference';
import type { DenseJob, EpochResult, NetRun, Rows } from '../trainer';
import { DenseRun } from './dense-run';
import { loadKernels } from './kernels';
import { openWasmDense } from './open-wasm-dense';

const go = () => new AbortController().signal;
const still = { now: () => 0 };

async function device(): Promise<Device> {
  const { backend } = await startBackend('cpu');
  return new Device(new Kernels('cpu', backend), new Pace(still), 'cpu');
}

interface Plan {
  loss: DescentSpec['loss'];
  inputs: number;
  hidden: number[];
  classes: number;
  batchSize: number;
  n: number;
  validN: number;
  dropout: number;
  weightDecay: number;
  weighted: boolean;
  pooled: boolean;
}

function rows(name: string, n: number, { inputs: d, loss, classes, pooled }: Plan, weighted: boolean): Rows {
  const random = rng('dense', name);
  const x = Float32Array.from({ length: (n + 3) * d }, () => random.normal());
  const outcome = {
    binary: () => random.int(2),
    softmax: () => random.int(classes),
    mse: () => random.normal(),
  };
  const y = Float32Array.from({ length: n }, outcome[loss]);
  return {
    ...{ n, d, x, y },
    ...(pooled && { at: Uint32Array.from({ length: n }, (_, i) => n + 2 - i) }),
    ...(weighted && { w: Float32Array.from(y, () => 0.5 + random.next()) }),
  };
}

function jobOf(plan: Plan): DenseJob {
  const { loss, inputs, hidden, classes, batchSize, n, validN, dropout, weightDecay, weighted } = plan;
  return {
    spec: {
      inputs,
      layers: [
        ...hidden.map((units) => ({ units, activation: 'relu' as const, dropout })),
        { units: loss === 'softmax' ? classes : 1, activation: 'linear' as const, dropout: 0 },
      ],
      loss,
      optimizer: { kind: 'adamw', learningRate: 0.01, weightDecay, batchSize },
    },
    train: rows('train', n, plan, weighted),
    valid: rows('valid', validN, plan, false),
    key: ['dense', loss],
  };
}

async function epochs(run: NetRun, { spec }: DenseJob) {
  const results: EpochResult[] = [await run.epoch(1, go()), await run.epoch(2, go())];
  const weights = flatten(layoutOf(spec), await run.weights());
  run.dispose();
  return { results, weights };
}

const ours = async (job: DenseJob, pace = new Pace(still)) =>
  new DenseRun(await loadKernels(), pace, job, () => {});

const far = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length ? a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0) : Number.NaN;

const plans = fc.record<Plan>({
  loss: fc.constantFrom('binary', 'softmax', 'mse'),
  inputs: fc.integer({ min: 1, max: 21 }),
  hidden: fc.array(fc.integer({ min: 1, max: 21 }), { maxLength: 4 }),
  classes: fc.integer({ min: 2, max: 9 }),
  batchSize: fc.integer({ min: 1, max: 40 }),
  n: fc.integer({ min: 1, max: 50 }),
  validN: fc.constantFrom(0, 1, 30, 300),
  dropout: fc.constantFrom(0, 0.4),
  weightDecay: fc.constantFrom(0, 0.1),
  weighted: fc.boolean(),
  pooled: fc.boolean(),
});
const usual: Plan = {
  loss: 'binary',
  inputs: 7,
  hidden: [16, 6],
  classes: 2,
  batchSize: 16,
  n: 75,
  validN: 40,
  dropout: 0.2,
  weightDecay: 0.1,
  weighted: false,
  pooled: false,
};

test('epochs are those of the TensorFlow.js kernels, whatever the shape', async () => {
  const on = await device();
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const job = jobOf(plan);
      const [theirs, own] = [await epochs(new KernelRun(on, job), job), await epochs(await ours(job), job)];
      for (const [e, result] of theirs.results.entries()) {
        expect(own.results[e].trainLoss).toBeCloseTo(result.trainLoss, 4);
        if (plan.validN > 0) expect(own.results[e].validLoss).toBeCloseTo(result.validLoss, 4);
        expect(far(own.results[e].validPredictions, result.validPredictions)).toBeLessThan(1e-3);
      }
      expect(far(own.weights, theirs.weights)).toBeLessThan(1e-3);
    }),
    { numRuns: 60, seed: 6 },
  );
});

describe.each(['binary', 'softmax', 'mse'] as const)('%s', (loss) => {
  test('a step goes along the gradient of float64 differences', async () => {
    const { spec, rows: train } = checkNet(loss);
    const initial = initialWeights(spec, ['dense', loss]);
    const one = { ...spec, optimizer: { ...spec.optimizer, batchSize: train.n, learningRate: 1e-3 } };
    const run = await ours({ spec: one, train, valid: train, key: ['dense'], initial });
    await run.epoch(1, go());
    const moved = flatten(layoutOf(spec), await run.weights());
    const from = flatten(layoutOf(spec), initial);
    const wanted = referenceGradient(spec, initial, train);
    // The first step of Adam has the length of the rate, against the sign of the gradient.
    let told = 0;
    for (const [i, slope] of wanted.entries()) {
      if (Math.abs(slope) < 1e-3) continue;
      told++;
      expect(moved[i] - from[i]).toBeCloseTo(-1e-3 * Math.sign(slope), 5);
    }
    expect(told).toBeGreaterThan(10);
  });
});

test('the same key gives the same bits, another key does not', async () => {
  const job = jobOf(usual);
  const [a, b] = [await epochs(await ours(job), job), await epochs(await ours(job), job)];
  expect(a).toEqual(b);
  const other = await epochs(await ours({ ...job, key: ['other'] }), job);
  expect(other.results).not.toEqual(a.results);
});

test('keepBest remembers the weights of that moment', async () => {
  const run = await ours(jobOf(usual));
  await run.epoch(1, go());
  run.keepBest();
  const then = await run.weights();
  await run.epoch(2, go());
  expect(await run.weights('best')).toEqual(then);
  expect(await run.weights()).not.toEqual(then);
});

test('a diverged net fails its trial, and says in which epoch', async () => {
  const job = jobOf({ ...usual, loss: 'mse' });
  job.spec.optimizer.learningRate = 1e6;
  await expect((await ours(job)).epoch(4, go())).rejects.toMatchObject({
    code: 'train.diverged',
    details: { epoch: 4 },
    kind: 'trial',
  });
});

test('an abort is heard before an epoch, and within a long one', async () => {
  const job = jobOf({ ...usual, hidden: [256, 256], batchSize: 64, n: 2000 });
  const run = await ours(job);
  await expect(run.epoch(1, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  let now = 0;
  const long = await ours(job, new Pace({ now: () => (now += 20) }));
  const stop = new AbortController();
  let yields = 0;
  const epoch = long.epoch(1, stop.signal, async () => {
    if (++yields === 2) stop.abort();
  });
  await expect(epoch).rejects.toMatchObject({ code: 'cancelled' });
  expect(yields).toBe(2);
});

test('memory is counted while runs live, and a net that is too large is left to others', async () => {
  const dense = await openWasmDense(new Pace(still));
  if (!dense) throw new Error('SIMD is needed here');
  expect(dense.memory()).toEqual({ tensors: 0, bytes: 0 });
  const run = dense.start(jobOf(usual));
  expect(dense.memory().tensors).toBe(1);
  expect(dense.memory().bytes).toBeGreaterThan(65_536);
  run?.dispose();
  run?.dispose();
  expect(dense.memory()).toEqual({ tensors: 0, bytes: 0 });
  const job = jobOf(usual);
  expect(dense.start({ ...job, train: { ...job.train, n: 20_000_000 } })).toBeNull();
});
