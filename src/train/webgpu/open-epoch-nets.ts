import type { DescentSpec } from '../../models/family';
import { rng } from '../../study/random';
import type { Device } from '../device';
import { KernelRun } from '../net-run';
import type { DenseJob, NetGroup, NetRun, Rows } from '../trainer';
import { EpochNets } from './epoch-nets';
import { fitsEpochKernel } from './net-plan';
import { EpochPipelines } from './pipelines';

/** How far losses may lie apart after an epoch from the same weights and batches. */
const TOLERANCE = 1e-4;

/** The kernel that trains whole epochs, of one device. */
export interface OpenEpochNets {
  /** Null where the nets are not for it. */
  start(jobs: readonly DenseJob[]): NetGroup | null;
  memory(): { tensors: number; bytes: number };
}

/**
 * The kernel, once it has trained a small net here as TensorFlow.js does; null where it has not: a driver may compile
 * it wrongly, or not at all. Errors: `train.deviceLost`.
 */
export async function openEpochNets(device: Device, gpu: GPUDevice): Promise<OpenEpochNets | null> {
  const pipelines = await checked(device, gpu);
  if (!pipelines) return null;
  const alive = new Set<EpochNets>();
  return {
    start(jobs) {
      if (!fitsEpochKernel(jobs, pipelines.mostBytes)) return null;
      const nets = new EpochNets(device, pipelines, jobs, () => alive.delete(nets));
      alive.add(nets);
      return nets;
    },
    memory() {
      const all = [...alive].map((nets) => nets.memory);
      return {
        tensors: all.reduce((sum, { tensors }) => sum + tensors, 0),
        bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    },
  };
}

/** What was found of each device: a trainer is opened more than once on it. */
const found = new WeakMap<GPUDevice, Promise<EpochPipelines | null>>();

function checked(device: Device, gpu: GPUDevice): Promise<EpochPipelines | null> {
  const known = found.get(gpu);
  if (known) return known;
  const pipelines = new EpochPipelines(gpu);
  const checking = isRight(device, pipelines).then((right) => (right ? pipelines : null));
  found.set(gpu, checking);
  return checking;
}

/** A group of one as the net that it is. */
export const alone = (group: NetGroup): NetRun => ({
  epoch: async (...asked) => (await group.epoch(...asked))[0],
  keepBest: () => group.keepBest(),
  weights: async (which = 'current') => (await group.weights(which))[0],
  dispose: () => group.dispose(),
});

/** Small, and yet with all that the kernel does: dropout, decay, weights of rows, a last batch that is not full. */
const SPEC: DescentSpec = {
  inputs: 5,
  layers: [
    { units: 9, activation: 'relu', dropout: 0.3 },
    { units: 6, activation: 'relu', dropout: 0.2 },
    { units: 3, activation: 'linear', dropout: 0 },
  ],
  loss: 'softmax',
  optimizer: { kind: 'adamw', learningRate: 0.01, weightDecay: 0.1, batchSize: 8 },
};

async function isRight(device: Device, pipelines: EpochPipelines): Promise<boolean> {
  const random = rng('epoch-kernel');
  const rows = (n: number): Rows => ({
    n,
    d: SPEC.inputs,
    x: Float32Array.from({ length: n * SPEC.inputs }, () => random.normal()),
    y: Float32Array.from({ length: n }, () => random.int(3)),
  });
  const train = { ...rows(44), w: Float32Array.from({ length: 44 }, () => 0.5 + random.next()) };
  const job: DenseJob = { spec: SPEC, train, valid: rows(21), key: ['epoch-kernel'] };
  const losses = async (run: NetRun): Promise<number[]> => {
    const found: number[] = [];
    try {
      for (const epoch of [1, 2]) {
        const { trainLoss, validLoss } = await run.epoch(epoch, new AbortController().signal);
        found.push(trainLoss, validLoss);
      }
      return found;
    } finally {
      run.dispose();
    }
  };
  const wanted = await losses(new KernelRun(device, job));
  const got = await losses(alone(new EpochNets(device, pipelines, [job]))).catch((): number[] => []);
  device.check();
  return wanted.every((loss, i) => Math.abs(loss - got[i]) <= TOLERANCE);
}
