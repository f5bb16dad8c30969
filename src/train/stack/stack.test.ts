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
import type { DenseJob, EpochResult, NetGroup, Rows } from '../trainer';
import { Stacks } from './stack';
import { canStack } from './stack-shape';

const go = () => new AbortController().signal;

async function device(clock: { now(): number } = performance): Promise<Device> {
  const { backend } = await startBackend('cpu');
  return new Device(new Kernels('cpu', backend), new Pace(clock), 'cpu');
}

function rows(name: string, n: number, d: number, loss: NetSpec['loss'], weighted = false): Rows {
  const random = rng('stack', name);
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const outcome = { binary: () => random.int(2), softmax: () => random.int(3), mse: () => random.normal() };
  const y = Float32Array.from({ length: n }, outcome[loss]);
  return { n, d, x, y, ...(weighted && { w: Float32Array.from(y, () => 0.5 + random.next()) }) };
}

interface NetPlan {
  inputs: number;
  hidden: number[];
  batchSize: number;
  n: number;
  dropout: number;
  learningRate: number;
  weightDecay: number;
}

const usual: NetPlan = {
  inputs: 5,
  hidden: [8],
  batchSize: 16,
  n: 75,
  dropout: 0.2,
  learningRate: 0.01,
  weightDecay: 0.1,
};

const jobOf = (
  name: string,
  plan: Partial<NetPlan> = {},
  loss: NetSpec['loss'] = 'binary',
  weighted = false,
): DenseJob => {
  const { inputs, hidden, batchSize, n, dropout, learningRate, weightDecay } = { ...usual, ...plan };
  return {
    spec: {
      inputs,
      layers: [
        ...hidden.map((units) => ({ units, activation: 'relu' as const, dropout })),
        { units: loss === 'softmax' ? 3 : 1, activation: 'linear', dropout: 0 },
      ],
      loss,
      optimizer: { kind: 'adamw', learningRate, weightDecay, batchSize },
    },
    train: rows(`train ${name}`, n, inputs, loss, weighted),
    valid: rows(`valid ${name}`, 7 + (n % 5), inputs, loss),
    key: ['stack', name],
  };
};

/** The folds of a trial. */
const trialOf = (name: string, plan: Partial<NetPlan> = {}): DenseJob[] =>
  [0, 1].map((fold) => jobOf(`${name} ${fold}`, { ...plan, n: (plan.n ?? usual.n) + fold }));

interface Trained {
  results: EpochResult[];
  weights: Float32Array;
}

async function alone(on: Device, job: DenseJob, epochs: readonly number[]): Promise<Trained> {
  const run = new KernelRun(on, job);
  const results: EpochResult[] = [];
  for (const epoch of epochs) results.push(await run.epoch(epoch, go()));
  const weights = flatten(layoutOf(job.spec), await run.weights());
  run.dispose();
  return { results, weights };
}

/** What each net of a group came to; disposes of the group. */
async function trained(
  group: NetGroup,
  jobs: readonly DenseJob[],
  epochs: readonly number[],
): Promise<Trained[]> {
  const all: EpochResult[][] = [];
  for (const epoch of epochs) all.push(await group.epoch(epoch, go()));
  const weights = await group.weights('current');
  group.dispose();
  return jobs.map(({ spec }, net) => ({
    results: all.map((results) => results[net]),
    weights: flatten(layoutOf(spec), weights[net]),
  }));
}

const far = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length ? a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0) : Number.NaN;

function expectSame(got: Trained, wanted: Trained, within = 1e-6): void {
  expect(got.results).toHaveLength(wanted.results.length);
  got.results.forEach((result, e) => {
    expect(Math.abs(result.trainLoss - wanted.results[e].trainLoss)).toBeLessThan(within);
    expect(Math.abs(result.validLoss - wanted.results[e].validLoss)).toBeLessThan(within);
    expect(far(result.validPredictions, wanted.results[e].validPredictions)).toBeLessThan(within);
  });
  expect(far(got.weights, wanted.weights)).toBeLessThan(within);
}

async function expectAsAlone(on: Device, got: Trained[], jobs: readonly DenseJob[], epochs: number[]) {
  for (const [net, job] of jobs.entries()) expectSame(got[net], await alone(on, job, epochs));
}

/** Waits until a pass is over that nobody waits for. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

const net = fc.record<NetPlan>({
  inputs: fc.integer({ min: 1, max: 16 }),
  hidden: fc.tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 9 })),
  batchSize: fc.integer({ min: 4, max: 20 }),
  n: fc.integer({ min: 1, max: 24 }),
  dropout: fc.constantFrom(0, 0.3),
  learningRate: fc.constantFrom(0.001, 0.01, 0.03),
  weightDecay: fc.constantFrom(0, 0.1),
});

describe('a stack', () => {
  test('trains each net as it would train alone: widths, batches, rows, rates, decay and dropout may differ', async () => {
    const plan = fc.record({
      loss: fc.constantFrom('binary' as const, 'softmax' as const, 'mse' as const),
      nets: fc.array(net, { minLength: 1, maxLength: 3 }),
      weighted: fc.boolean(),
    });
    const on = await device();
    await fc.assert(
      fc.asyncProperty(plan, async ({ loss, nets, weighted }) => {
        const jobs = nets.map((one, i) => jobOf(`${i}`, one, loss, weighted));
        expect(canStack(jobs)).toBe(true);
        const got = await trained(new Stacks(on).start(jobs), jobs, [1, 2]);
        for (const [i, job] of jobs.entries()) expectSame(got[i], await alone(on, job, [1, 2]), 2e-5);
      }),
      { numRuns: 20, seed: 6 },
    );
  });

  test('is of nets of one depth, one loss and like widths', () => {
    const can = (...plans: Partial<NetPlan>[]) => canStack(plans.map((plan, i) => jobOf(`${i}`, plan)));
    expect(can({}, { batchSize: 8, hidden: [16] })).toBe(true);
    expect(can({})).toBe(true);
    expect(can({}, { hidden: [8, 4] })).toBe(false);
    expect(can({}, { hidden: [17] })).toBe(false);
    expect(can({ hidden: [300] }, { hidden: [301] })).toBe(false);
    expect(can({}, { inputs: 17 })).toBe(false);
    expect(canStack([jobOf('a'), jobOf('b', {}, 'mse')])).toBe(false);
  });

  test('gives back the weights of the epoch that was kept', async () => {
    const stack = new Stacks(await device()).start(trialOf('a'));
    await stack.epoch(1, go());
    const then = await stack.weights('current');
    stack.keepBest();
    await stack.epoch(2, go());
    expect(await stack.weights('best')).toEqual(then);
    expect(await stack.weights('current')).not.toEqual(then);
    stack.dispose();
  });

  test('gives way mid-epoch, where an abort takes hold', async () => {
    let now = 0;
    const on = await device({ now: () => (now += 20) });
    const stack = new Stacks(on).start(trialOf('a'));
    const stop = new AbortController();
    let yields = 0;
    const epoch = stack.epoch(1, stop.signal, async () => {
      if (++yields === 2) stop.abort();
    });
    await expect(epoch).rejects.toMatchObject({ code: 'cancelled' });
    expect(yields).toBe(2);
    stack.dispose();
  });
});

/** A device that counts the steps that are made on it: each pushes the gradients of all nets through one concat. */
async function counting(clock?: { now(): number }): Promise<{ on: Device; steps: () => number }> {
  const on = await device(clock);
  let steps = 0;
  const { square } = on.k;
  on.k.square = (x) => {
    steps++;
    return square(x);
  };
  return { on, steps: () => steps };
}

describe('members of a stack', () => {
  const a = trialOf('a');
  const b = trialOf('b', { learningRate: 0.03, dropout: 0, weightDecay: 0, n: 60, hidden: [6] });
  const c = trialOf('c', { batchSize: 40, n: 90 });

  test('are advanced by one pass, each as if it were alone, and leave nothing behind', async () => {
    const { on, steps } = await counting();
    const before = on.k.memory();
    const stacks = new Stacks(on);
    const [epochs, fewer] = [
      [1, 2, 3],
      [1, 2],
    ];
    const all = await Promise.all([
      trained(stacks.start(a), a, epochs),
      trained(stacks.start(b), b, fewer),
      trained(stacks.start(c), c, epochs),
    ]);
    // 76 rows by 16: the most of any net; after b has left still.
    expect(steps()).toBe(5 * 3);
    expect(on.k.memory()).toEqual(before);
    await expectAsAlone(on, all[0], a, epochs);
    await expectAsAlone(on, all[1], b, fewer);
    await expectAsAlone(on, all[2], c, epochs);
  });

  test('may join late and be at other epochs', async () => {
    const { on, steps } = await counting();
    const stacks = new Stacks(on);
    const first = stacks.start(a);
    const early = [await first.epoch(1, go()), await first.epoch(2, go())];
    first.keepBest();
    const kept = await first.weights('best');
    const [late, joined] = await Promise.all([
      trained(first, a, [3, 4, 5]),
      trained(stacks.start(b), b, [1, 2, 3]),
    ]);
    expect(steps()).toBe(5 * 5);
    await expectAsAlone(on, joined, b, [1, 2, 3]);
    const whole = late.map(({ results, weights }, net) => ({
      results: [...early.map((one) => one[net]), ...results],
      weights,
    }));
    await expectAsAlone(on, whole, a, [1, 2, 3, 4, 5]);
    const after2 = await alone(on, a[0], [1, 2]);
    expect(far(flatten(layoutOf(a[0].spec), kept[0]), after2.weights)).toBeLessThan(1e-6);
  });

  test('fail alone where one of their nets diverges', async () => {
    const on = await device();
    const before = on.k.memory();
    const stacks = new Stacks(on);
    const wild = [jobOf('wild', { learningRate: 1e6 }, 'mse'), jobOf('tame', {}, 'mse')];
    const good = [jobOf('good', {}, 'mse')];
    const [bad, fine] = [stacks.start(wild), stacks.start(good)];
    const outcome = bad.epoch(4, go()).finally(() => bad.dispose());
    const result = trained(fine, good, [4, 5]);
    await expect(outcome).rejects.toMatchObject({
      code: 'train.diverged',
      kind: 'trial',
      details: { epoch: 4 },
    });
    await expectAsAlone(on, await result, good, [4, 5]);
    expect(on.k.memory()).toEqual(before);
  });

  test('are told at once when they are aborted, mid-pass too, while the others go on', async () => {
    let now = 0;
    const on = await device({ now: () => (now += 9) });
    const before = on.k.memory();
    const stacks = new Stacks(on);
    const [left, stays] = [stacks.start(a), stacks.start(b)];
    const stop = new AbortController();
    let yields = 0;
    const ended = left
      .epoch(1, stop.signal, async () => {
        if (++yields === 1) stop.abort();
      })
      .finally(() => left.dispose());
    const result = trained(stays, b, [1, 2]);
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    await expectAsAlone(on, await result, b, [1, 2]);
    expect(on.k.memory()).toEqual(before);
  });

  test('aborted all, they leave nothing', async () => {
    const on = await device();
    const before = on.k.memory();
    const stacks = new Stacks(on);
    const groups = [a, b].map((jobs) => stacks.start(jobs));
    await Promise.all(groups.map((group) => group.epoch(1, go())));
    const one = on.k.memory();
    await Promise.all(groups.map((group) => group.epoch(2, go())));
    expect(on.k.memory()).toEqual(one);
    for (const group of groups) group.keepBest();
    const stopped = AbortSignal.abort();
    for (const epoch of groups.map((group) => group.epoch(3, stopped)))
      await expect(epoch).rejects.toMatchObject({ code: 'cancelled' });
    for (const group of [...groups, ...groups]) group.dispose();
    await settled();
    expect(on.k.memory()).toEqual(before);
  });

  test('do not wait for one that is paused, or reads, or does nothing', async () => {
    let now = 0;
    const on = await device({ now: () => (now += 20) });
    const stacks = new Stacks(on);
    const [paused, idle] = [stacks.start(a), stacks.start(c)];
    await Promise.all([paused.epoch(1, go()), idle.epoch(1, go())]);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const waiting = paused.epoch(2, go(), () => gate);
    const reading = idle.weights('current');
    const result = await trained(stacks.start(b), b, [1, 2, 3]);
    await expectAsAlone(on, result, b, [1, 2, 3]);
    await reading;
    open();
    await waiting;
    paused.dispose();
    idle.dispose();
  });

  test('all paused, they wait', async () => {
    let now = 0;
    const on = await device({ now: () => (now += 20) });
    const stacks = new Stacks(on);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let over = 0;
    const groups = [a, b].map((jobs) => stacks.start(jobs));
    const passes = groups.map((group) => group.epoch(1, go(), () => gate).then(() => over++));
    await settled();
    expect(over).toBe(0);
    open();
    await Promise.all(passes);
    for (const group of groups) group.dispose();
  });

  test('too large to lie together, they are advanced one after the other', async () => {
    const { on, steps } = await counting();
    const small = [a, b].map(([job]) => [job]);
    const stacks = new Stacks(on, { bytes: Number.POSITIVE_INFINITY, work: 1 });
    const groups = small.map((jobs) => stacks.start(jobs));
    await Promise.all(groups.map((group) => group.epoch(1, go())));
    expect(steps()).toBe(5 + 4);
    for (const group of groups) group.dispose();
  });
});
