import type { NetSpec } from '../../src/models/family';
import { rng } from '../../src/study/random';
import { startBackend } from '../../src/train/backends';
import { Device } from '../../src/train/device';
import { Kernels } from '../../src/train/kernels';
import { flatten, layoutOf } from '../../src/train/layout';
import { KernelRun } from '../../src/train/net-run';
import { Pace } from '../../src/train/pacing';
import type { DenseJob, EpochResult, Rows, Weights } from '../../src/train/trainer';
import { openEpochNets } from '../../src/train/webgpu/open-epoch-nets';

const random = rng('epoch-kernel-check');
const { signal } = new AbortController();

interface Plan {
  loss: NetSpec['loss'];
  inputs: number;
  hidden: number[];
  dropout: number;
  weightDecay: number;
  batchSize: number;
  n: number;
  valid: number;
  /** Rows have weights; they lie in a pool out of order. */
  weighted?: boolean;
  pooled?: boolean;
}

/** No hidden layer and three; wider than a workgroup; a last batch of one row; more rows than are judged at once. */
const PLANS: Plan[] = [
  { loss: 'binary', inputs: 3, hidden: [], dropout: 0, weightDecay: 0, batchSize: 8, n: 33, valid: 0 },
  {
    loss: 'binary',
    inputs: 30,
    hidden: [64, 32],
    dropout: 0.2,
    weightDecay: 0.01,
    batchSize: 32,
    n: 150,
    valid: 40,
  },
  {
    loss: 'softmax',
    inputs: 7,
    hidden: [33],
    dropout: 0.5,
    weightDecay: 0.1,
    batchSize: 5,
    n: 41,
    valid: 77,
    weighted: true,
  },
  {
    loss: 'mse',
    inputs: 12,
    hidden: [300, 9, 17],
    dropout: 0.1,
    weightDecay: 0,
    batchSize: 16,
    n: 97,
    valid: 20,
    pooled: true,
  },
  {
    loss: 'softmax',
    inputs: 1,
    hidden: [1],
    dropout: 0,
    weightDecay: 0.1,
    batchSize: 64,
    n: 10,
    valid: 1,
    weighted: true,
    pooled: true,
  },
];

function rowsOf({ loss, inputs: d, pooled }: Plan, n: number): Rows {
  const places = pooled ? 2 * n + 1 : n;
  const x = Float32Array.from({ length: places * d }, () => random.normal());
  const outcome = { binary: () => random.int(2), softmax: () => random.int(3), mse: () => random.normal() };
  const y = Float32Array.from({ length: n }, outcome[loss]);
  return { n, d, x, y, ...(pooled && { at: Uint32Array.from({ length: n }, () => random.int(places)) }) };
}

const jobOf = (plan: Plan, net: number): DenseJob => {
  const { loss, inputs, hidden, dropout, weightDecay, batchSize, n, valid } = plan;
  const train = rowsOf(plan, n);
  return {
    spec: {
      inputs,
      layers: [
        ...hidden.map((units) => ({ units, activation: 'relu' as const, dropout })),
        { units: loss === 'softmax' ? 3 : 1, activation: 'linear' as const, dropout: 0 },
      ],
      loss,
      optimizer: { kind: 'adamw', learningRate: 0.003 * (net + 1), weightDecay, batchSize },
    },
    train: { ...train, ...(plan.weighted && { w: train.y.map(() => 0.5 + random.next()) }) },
    valid: rowsOf(plan, valid),
    key: ['epoch-kernel-check', net],
  };
};

const far = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Math.max(0, ...Array.from(a, (v, i) => Math.abs(v - b[i]))) : Number.NaN;

/** All plans in one group of the kernel, two epochs, the first kept as the best; each alone by TensorFlow.js. */
export async function compareEpochKernel() {
  const { backend, device: gpu, lost } = await startBackend('webgpu');
  if (!gpu) throw new Error('no WebGPU device');
  const device = new Device(new Kernels('webgpu', backend), new Pace(performance), 'webgpu', lost);
  const kernel = await openEpochNets(device, gpu);
  if (!kernel) throw new Error('the kernel was found wrong');
  const jobs = PLANS.map(jobOf);
  const flat = (all: Weights[]) => all.map((weights, net) => flatten(layoutOf(jobs[net].spec), weights));
  const most = { nets: jobs.length, losses: 0, predictions: 0, weights: 0, restored: 0, left: 0 };

  const group = kernel.start(jobs);
  if (!group) throw new Error('the kernel takes none of these nets');
  const first = await group.epoch(1, signal);
  group.keepBest();
  const epochs = [first, await group.epoch(2, signal)];
  const [current, best] = [flat(await group.weights('current')), flat(await group.weights('best'))];
  group.dispose();
  most.left = kernel.memory().tensors;

  for (const [net, job] of jobs.entries()) {
    const run = new KernelRun(device, job);
    const wanted: EpochResult[] = [await run.epoch(1, signal)];
    const once = flatten(layoutOf(job.spec), await run.weights());
    wanted.push(await run.epoch(2, signal));
    for (const [epoch, { trainLoss, validLoss, validPredictions }] of wanted.entries()) {
      const got = epochs[epoch][net];
      most.losses = Math.max(most.losses, Math.abs(trainLoss - got.trainLoss));
      if (job.valid.n > 0) most.losses = Math.max(most.losses, Math.abs(validLoss - got.validLoss));
      most.predictions = Math.max(most.predictions, far(validPredictions, got.validPredictions));
    }
    most.weights = Math.max(
      most.weights,
      far(flatten(layoutOf(job.spec), await run.weights()), current[net]),
    );
    most.restored = Math.max(most.restored, far(once, best[net]));
    run.dispose();
  }
  return most;
}
