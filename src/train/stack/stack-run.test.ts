import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetSpec } from '../../models/family';
import { rng } from '../../study/random';
import { startBackend } from '../backends';
import { Device } from '../device';
import { Kernels } from '../kernels';
import { flatten, layoutOf } from '../layout';
import { KernelRun } from '../net-run';
import { Pace } from '../pacing';
import type { DenseJob, EpochResult, Rows } from '../trainer';
import { canStack, StackRun } from './stack-run';

const go = () => new AbortController().signal;

async function device(clock: { now(): number } = performance): Promise<Device> {
  const { backend } = await startBackend('cpu');
  return new Device(new Kernels('cpu', backend), new Pace(clock), 'cpu');
}

function rows(name: string, n: number, d: number, loss: NetSpec['loss'], weighted: boolean): Rows {
  const random = rng('stack', name);
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const outcome = { binary: () => random.int(2), softmax: () => random.int(3), mse: () => random.normal() };
  const y = Float32Array.from({ length: n }, outcome[loss]);
  return { n, d, x, y, ...(weighted && { w: Float32Array.from(y, () => 0.5 + random.next()) }) };
}

interface Plan {
  loss: NetSpec['loss'];
  hidden: number[];
  batchSize: number;
  /** Training rows of each net. */
  sizes: number[];
  dropout: number[];
  weightDecay: number[];
  weighted: boolean;
}

const jobsOf = ({ loss, hidden, batchSize, sizes, dropout, weightDecay, weighted }: Plan): DenseJob[] =>
  sizes.map((n, net) => ({
    spec: {
      inputs: 5,
      layers: [
        ...hidden.map((units) => ({ units, activation: 'relu' as const, dropout: dropout[net] })),
        { units: loss === 'softmax' ? 3 : 1, activation: 'linear' as const, dropout: 0 },
      ],
      loss,
      optimizer: {
        kind: 'adamw',
        learningRate: 0.01 * (net + 1),
        weightDecay: weightDecay[net],
        batchSize,
      },
    },
    train: rows(`train ${net}`, n, 5, loss, weighted),
    valid: rows(`valid ${net}`, 7 + net, 5, loss, false),
    key: ['stack', net],
  }));

/** Results and weights of two epochs, each net alone and all in one stack. */
async function both(jobs: DenseJob[]) {
  const on = await device();
  const alone: { results: EpochResult[]; weights: Float32Array }[] = [];
  for (const job of jobs) {
    const run = new KernelRun(on, job);
    const results = [await run.epoch(1, go()), await run.epoch(2, go())];
    alone.push({ results, weights: flatten(layoutOf(job.spec), await run.weights()) });
    run.dispose();
  }
  const stack = new StackRun(on, jobs);
  const epochs = [await stack.epoch(1, go()), await stack.epoch(2, go())];
  const weights = await stack.weights('current');
  stack.dispose();
  return jobs.map(({ spec }, net) => ({
    alone: alone[net],
    stacked: {
      results: epochs.map((results) => results[net]),
      weights: flatten(layoutOf(spec), weights[net]),
    },
  }));
}

const far = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length ? a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0) : Number.NaN;

const plan = fc.record<Plan>({
  loss: fc.constantFrom('binary', 'softmax', 'mse'),
  hidden: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
  batchSize: fc.integer({ min: 1, max: 20 }),
  sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 3 }),
  dropout: fc.array(fc.constantFrom(0, 0.3), { minLength: 3, maxLength: 3 }),
  weightDecay: fc.array(fc.constantFrom(0, 0.1), { minLength: 3, maxLength: 3 }),
  weighted: fc.boolean(),
});

describe('a stack', () => {
  test('trains each net as it would train alone: rates, decay, dropout, rows and the number of batches may differ', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (one) => {
        for (const { alone, stacked } of await both(jobsOf(one)))
          for (const epoch of [0, 1]) {
            const [a, b] = [alone.results[epoch], stacked.results[epoch]];
            expect(b.trainLoss).toBeCloseTo(a.trainLoss, 4);
            expect(b.validLoss).toBeCloseTo(a.validLoss, 4);
            expect(far(a.validPredictions, b.validPredictions)).toBeLessThan(1e-3);
            expect(far(alone.weights, stacked.weights)).toBeLessThan(1e-3);
          }
      }),
      { numRuns: 25, seed: 6 },
    );
  });

  const usual: Plan = {
    loss: 'binary',
    hidden: [8, 4],
    batchSize: 16,
    sizes: [75, 76, 60],
    dropout: [0.2, 0.2, 0.2],
    weightDecay: [0.1, 0.1, 0.1],
    weighted: false,
  };

  test('is of nets of one shape', () => {
    const jobs = jobsOf(usual);
    expect(canStack(jobs)).toBe(true);
    expect(canStack(jobs.slice(0, 1))).toBe(false);
    expect(canStack([jobs[0], jobsOf({ ...usual, hidden: [8, 5] })[1]])).toBe(false);
    expect(canStack([jobs[0], jobsOf({ ...usual, batchSize: 8 })[1]])).toBe(false);
  });

  test('gives back the weights of the epoch that was kept', async () => {
    const stack = new StackRun(await device(), jobsOf(usual));
    await stack.epoch(1, go());
    const then = await stack.weights('current');
    stack.keepBest();
    await stack.epoch(2, go());
    expect(await stack.weights('best')).toEqual(then);
    expect(await stack.weights('current')).not.toEqual(then);
    stack.dispose();
  });

  test('leaves no tensor, also after an abort and a second dispose', async () => {
    const on = await device();
    const before = on.k.memory();
    const stack = new StackRun(on, jobsOf(usual));
    await stack.epoch(1, go());
    const one = on.k.memory();
    await stack.epoch(2, go());
    expect(on.k.memory()).toEqual(one);
    stack.keepBest();
    await expect(stack.epoch(3, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    stack.dispose();
    stack.dispose();
    expect(on.k.memory()).toEqual(before);
  });

  test('gives way mid-epoch, where an abort takes hold', async () => {
    let now = 0;
    const stack = new StackRun(await device({ now: () => (now += 20) }), jobsOf(usual));
    const stop = new AbortController();
    let yields = 0;
    const epoch = stack.epoch(1, stop.signal, async () => {
      if (++yields === 2) stop.abort();
    });
    await expect(epoch).rejects.toMatchObject({ code: 'cancelled' });
    expect(yields).toBe(2);
    stack.dispose();
  });

  test('fails where one of its nets diverges', async () => {
    const jobs = jobsOf({ ...usual, loss: 'mse' });
    jobs[1].spec.optimizer.learningRate = 1e6;
    const stack = new StackRun(await device(), jobs);
    await expect(stack.epoch(4, go())).rejects.toMatchObject({
      code: 'train.diverged',
      details: { epoch: 4 },
    });
    stack.dispose();
  });
});
