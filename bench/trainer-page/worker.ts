import { findBackend } from '@tensorflow/tfjs-core';
import type { NetSpec } from '../../src/models/family';
import type { BackendName } from '../../src/study/schema';
import { startBackend } from '../../src/train/backends';
import { chooseBackend } from '../../src/train/choose-backend';
import { checkGraph } from '../../src/train/graph/check-graph';
import { graphGradientError } from '../../src/train/graph/gradient-check';
import { startInTurn } from '../../src/train/in-turn';
import { Kernels } from '../../src/train/kernels';
import { initialWeights } from '../../src/train/layout';
import { openTrainer } from '../../src/train/open-trainer';
import { selfTest, withPictureSpeed } from '../../src/train/self-test';
import type { BackendReport, NetGroup, NetJob, Rows, Trainer } from '../../src/train/trainer';
import { compareEpochKernel } from './epoch-kernel';
import { fitStock } from './stock';
import { byTeam, type Shared } from './team';

/** A table as it crosses from the test's process: plain lists. */
export interface Data {
  n: number;
  d: number;
  x: number[];
  y: number[];
}
export interface Point {
  hidden: number[];
  learningRate: number;
  batchSize: number;
}
interface Timed {
  ms: number;
  losses: number[];
}
/** Milliseconds of each epoch of all nets, and the losses of the first: of each net training, then validation. */
interface Epochs {
  ms: number[];
  losses: number[];
}
export interface Calls {
  selfTest: [null, { reports: BackendReport[]; chosen: BackendName }];
  /** Milliseconds of stock TensorFlow.js for one point, by backend; software ones among them. */
  stockBackends: [
    { data: Data; point: Point; epochs: number; backends: BackendName[] },
    Record<string, number>,
  ];
  /** Every point by stock and by ours, in turn, so that a busy machine is busy for both. */
  tune: [
    { data: Data; grid: Point[]; epochs: number; ours: BackendName; peer: BackendName },
    { ours: Timed[]; peer: Timed[] },
  ];
  /** One point by ours. The table is given once, and kept. */
  fit: [{ data: Data; point: Point; epochs: number; backend: BackendName }, Timed];
  /** Some epochs of one point on one backend, and the tensors left behind. */
  train: [
    { data: Data; point: Point; epochs: number; backend: BackendName; dropout: number },
    { adapter: string; losses: number[]; predictions: number[]; left: number; bytes: number; ms: number },
  ];
  /** Some epochs of the net that has every operation of pictures, and where it looked. */
  trainGraph: [
    { epochs: number; backend: BackendName },
    { losses: number[]; predictions: number[]; maps: number[]; gradientError: number | null; left: number },
  ];
  /**
   * Folds of one point, each a fifth of the rows left out as validation, by the backend's own way of training several
   * nets and one after the other, in turn: losses of all folds, training then validation, epoch by epoch.
   */
  folds: [
    { data: Data; point: Point; folds: number; epochs: number; backend: BackendName; dropout: number },
    { together: Timed; inTurn: Timed; left: number },
  ];
  /** Some nets of one point, the folds of a five-fold split in turn with keys of their own, together or one by one. */
  nets: [
    { data: Data; point: Point; nets: number; epochs: number; backend: BackendName; together: boolean },
    Epochs,
  ];
  /**
   * Trials of several points, `folds` folds each, all at once and one after the other, in turn: losses of all epochs,
   * trial by trial.
   */
  trials: [
    { data: Data; points: Point[]; folds: number; epochs: number; backend: BackendName; dropout: number },
    { together: Timed; inTurn: Timed; left: number },
  ];
  /** The folds of one point on WebAssembly by one worker and by a team of `cores`, in turn. */
  team: [{ data: Data; point: Point; folds: number; epochs: number; repeats: number; cores: number }, Shared];
  /** Nets of several shapes by the kernel of whole epochs on WebGPU and by TensorFlow.js: how far apart at most. */
  epochKernel: [
    null,
    { nets: number; losses: number; predictions: number; weights: number; restored: number; left: number },
  ];
  /** Ends the WebGPU device under a run and trains on: what the epoch then says. */
  loseDevice: [{ data: Data; point: Point }, string];
}
export type Answer = { ok: unknown } | { error: string } | { progress: string };

const KEY = ['bench', 'tune'];
const { signal } = new AbortController();
let kept: { rows: Rows; trainer: Trainer } | null = null;

const rowsOf = ({ n, d, x, y }: Data): Rows => ({ n, d, x: Float32Array.from(x), y: Float32Array.from(y) });
const part = ({ d, x, y }: Rows, holds: (row: number) => boolean): Rows => {
  const at = Array.from(y, (_, row) => row).filter(holds);
  return {
    n: at.length,
    d,
    x: Float32Array.from(at.flatMap((row) => [...x.subarray(row * d, (row + 1) * d)])),
    y: Float32Array.from(at, (row) => y[row]),
  };
};
const none = (d: number): Rows => ({ n: 0, d, x: new Float32Array(0), y: new Float32Array(0) });

const specOf = (inputs: number, { hidden, learningRate, batchSize }: Point, dropout = 0): NetSpec => ({
  inputs,
  layers: [
    ...hidden.map((units) => ({ units, activation: 'relu' as const, dropout })),
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate, weightDecay: 0, batchSize },
});

/** A net a fold, with a share of the rows left out as validation; the folds anew where there are more nets. */
const jobsOf = (rows: Rows, spec: NetSpec, folds: number, nets = folds): NetJob[] =>
  Array.from({ length: nets }, (_, net) => ({
    spec,
    train: part(rows, (row) => row % folds !== net % folds),
    valid: part(rows, (row) => row % folds === net % folds),
    key: [...KEY, net],
  }));

/** Losses of all nets, training then validation, epoch by epoch; they are disposed after. */
async function lossesOf(nets: NetGroup, epochs: number): Promise<number[]> {
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++)
    for (const { trainLoss, validLoss } of await nets.epoch(epoch, signal)) losses.push(trainLoss, validLoss);
  await nets.weights('current');
  nets.dispose();
  return losses;
}

async function fitOurs(trainer: Trainer, spec: NetSpec, rows: Rows, epochs: number): Promise<Timed> {
  const initial = initialWeights(spec, KEY);
  const begun = performance.now();
  const run = await trainer.start({ spec, train: rows, valid: none(rows.d), key: KEY, initial });
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) losses.push((await run.epoch(epoch, signal)).trainLoss);
  run.dispose();
  return { ms: performance.now() - begun, losses };
}

const calls: { [C in keyof Calls]: (body: Calls[C][0]) => Promise<Calls[C][1]> } = {
  async selfTest() {
    const reports = await withPictureSpeed(await selfTest(performance), performance);
    return { reports, chosen: chooseBackend(reports, 'table') };
  },

  async stockBackends({ data, point, epochs, backends }) {
    const rows = rowsOf(data);
    const spec = specOf(data.d, point);
    const times: Record<string, number> = {};
    for (const backend of backends) {
      await startBackend(backend);
      await fitStock(spec, rows, initialWeights(spec, KEY), KEY, 1);
      times[backend] = (await fitStock(spec, rows, initialWeights(spec, KEY), KEY, epochs)).ms;
    }
    return times;
  },

  async tune({ data, grid, epochs, ours: oursOn, peer: peerOn }) {
    const rows = rowsOf(data);
    const trainer = await openTrainer(oursOn);
    await startBackend(peerOn);
    const ours: Timed[] = [];
    const peer: Timed[] = [];
    // The first model of each pays for compilation: not counted.
    const warm = specOf(data.d, grid[0]);
    await fitOurs(trainer, warm, rows, 2);
    await fitStock(warm, rows, initialWeights(warm, KEY), KEY, 2);
    for (const [i, point] of grid.entries()) {
      const spec = specOf(data.d, point);
      ours.push(await fitOurs(trainer, spec, rows, epochs));
      peer.push(await fitStock(spec, rows, initialWeights(spec, KEY), KEY, epochs));
      if (i % 10 === 9) postMessage({ progress: `${i + 1} of ${grid.length} grid points` } satisfies Answer);
    }
    return { ours, peer };
  },

  async fit({ data, point, epochs, backend }) {
    kept ??= { rows: rowsOf(data), trainer: await openTrainer(backend) };
    return fitOurs(kept.trainer, specOf(data.d, point), kept.rows, epochs);
  },

  async train({ data, point, epochs, backend, dropout }) {
    const rows = rowsOf(data);
    const trainer = await openTrainer(backend);
    const before = trainer.memory();
    const run = await trainer.start({
      spec: specOf(data.d, point, dropout),
      train: rows,
      valid: rows,
      key: KEY,
    });
    const losses: number[] = [];
    let predictions: number[] = [];
    const begun = performance.now();
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const result = await run.epoch(epoch, signal);
      losses.push(result.trainLoss, result.validLoss);
      predictions = [...result.validPredictions];
    }
    const ms = performance.now() - begun;
    run.dispose();
    const after = trainer.memory();
    return {
      adapter: trainer.adapter,
      losses,
      predictions,
      left: after.tensors - before.tensors,
      bytes: after.bytes,
      ms,
    };
  },

  async trainGraph({ epochs, backend }) {
    const { spec, rows, weights } = checkGraph('softmax');
    const trainer = await openTrainer(backend);
    const gradientError =
      backend === 'wasm'
        ? null
        : await graphGradientError(new Kernels(backend, (await startBackend(backend)).backend));
    const before = trainer.memory();
    const optimizer = {
      ...spec.optimizer,
      batchSize: 4,
      weightDecay: 0.1,
      clipNorm: 0.5,
      schedule: 'oneCycle' as const,
    };
    const run = await trainer.start({
      spec: { ...spec, optimizer },
      train: rows,
      valid: rows,
      key: KEY,
      epochs,
      initial: weights,
    });
    const losses: number[] = [];
    let predictions: number[] = [];
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const result = await run.epoch(epoch, signal);
      losses.push(result.trainLoss, result.validLoss);
      predictions = [...result.validPredictions];
    }
    const { maps } = await trainer.gradCam(spec, await run.weights(), rows.x, rows.n, 1);
    run.dispose();
    return {
      losses,
      predictions,
      maps: [...maps],
      gradientError,
      left: trainer.memory().tensors - before.tensors,
    };
  },

  async folds({ data, point, folds, epochs, backend, dropout }) {
    const rows = rowsOf(data);
    const trainer = await openTrainer(backend);
    const before = trainer.memory();
    const jobs = jobsOf(rows, specOf(data.d, point, dropout), folds);
    const timed = async (start: (jobs: NetJob[]) => Promise<NetGroup>): Promise<Timed> => {
      const begun = performance.now();
      const nets = await start(jobs);
      const losses = await lossesOf(nets, epochs);
      return { ms: performance.now() - begun, losses };
    };
    const inTurn = (all: NetJob[]) => startInTurn(trainer, all);
    const together = (all: NetJob[]) => trainer.startMany?.(all) ?? inTurn(all);
    // Once before the clock runs: shaders are compiled then.
    await timed(together);
    await timed(inTurn);
    const results = { together: await timed(together), inTurn: await timed(inTurn) };
    return { ...results, left: trainer.memory().tensors - before.tensors };
  },

  epochKernel: compareEpochKernel,

  async nets({ data, point, nets, epochs, backend, together }) {
    const trainer = await openTrainer(backend);
    const jobs = jobsOf(rowsOf(data), specOf(data.d, point), 5, nets);
    const group = await ((together && trainer.startMany?.(jobs)) || startInTurn(trainer, jobs));
    const [ms, losses]: number[][] = [[], []];
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const begun = performance.now();
      const results = await group.epoch(epoch, signal);
      ms.push(performance.now() - begun);
      if (epoch === 1) losses.push(...results.flatMap(({ trainLoss, validLoss }) => [trainLoss, validLoss]));
    }
    group.dispose();
    return { ms, losses };
  },

  async trials({ data, points, folds, epochs, backend, dropout }) {
    const rows = rowsOf(data);
    const trainer = await openTrainer(backend);
    const before = trainer.memory();
    const trials = points.map((point) => jobsOf(rows, specOf(data.d, point, dropout), folds));
    const trial = async (jobs: NetJob[]): Promise<number[]> =>
      lossesOf(await (trainer.startMany?.(jobs) ?? startInTurn(trainer, jobs)), epochs);
    const timed = async (train: () => Promise<number[][]>): Promise<Timed> => {
      const begun = performance.now();
      const losses = (await train()).flat();
      return { ms: performance.now() - begun, losses };
    };
    const together = () => Promise.all(trials.map(trial));
    const inTurn = async () => {
      const losses: number[][] = [];
      for (const jobs of trials) losses.push(await trial(jobs));
      return losses;
    };
    // Once before the clock runs: shaders are compiled then.
    await timed(together);
    await timed(inTurn);
    const results = { together: await timed(together), inTurn: await timed(inTurn) };
    return { ...results, left: trainer.memory().tensors - before.tensors };
  },

  team: ({ data, point, folds, epochs, repeats, cores }) =>
    byTeam(jobsOf(rowsOf(data), specOf(data.d, point), folds), epochs, repeats, cores),

  async loseDevice({ data, point }) {
    const rows = rowsOf(data);
    const trainer = await openTrainer('webgpu');
    const run = await trainer.start({ spec: specOf(data.d, point), train: rows, valid: rows, key: KEY });
    await run.epoch(1, signal);
    (findBackend('webgpu') as unknown as { device: GPUDevice }).device.destroy();
    return run.epoch(2, signal).then(
      () => 'trained on',
      (thrown: unknown) => (thrown as { code?: string }).code ?? String(thrown),
    );
  },
};

self.onmessage = async <C extends keyof Calls>({ data }: MessageEvent<{ call: C; body: Calls[C][0] }>) => {
  try {
    postMessage({ ok: await calls[data.call](data.body) } satisfies Answer);
  } catch (thrown) {
    postMessage({
      error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    } satisfies Answer);
  }
};
