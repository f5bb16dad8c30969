import type { TreesSpec } from '../../src/models/trees/spec';
import { Pace } from '../../src/train/pacing';
import type { Rows } from '../../src/train/trainer';
import { startTrees } from '../../src/train/trees/start-trees';
import { loadKernels } from '../../src/train/wasm/kernels';

export interface Job {
  /** [n, d] float32 of inputs, [n] of outcomes, [n] 1 for test rows. */
  file: File;
  n: number;
  d: number;
  rounds: number;
  spec: TreesSpec;
  /** Whether to train without the test rows and to predict them. */
  held: boolean;
}

export interface Boosted {
  seconds: number;
  trainLoss: number;
  /** Of the test rows, where held. */
  predictions: number[];
}

function part({ n, d }: Job, all: Float32Array, keep: (row: number) => boolean): Rows {
  const rows = Array.from({ length: n }, (_, row) => row).filter(keep);
  const x = new Float32Array(rows.length * d);
  rows.forEach((row, i) => {
    x.set(all.subarray(row * d, (row + 1) * d), i * d);
  });
  return { n: rows.length, d, x, y: Float32Array.from(rows, (row) => all[n * d + row]) };
}

async function boosted(job: Job): Promise<Boosted> {
  const { n, d, rounds, spec, held } = job;
  const all = new Float32Array(await job.file.arrayBuffer());
  const isTest = (row: number) => held && all[n * (d + 1) + row] === 1;
  const train = part(job, all, (row) => !isTest(row));
  const valid = part(job, all, isTest);
  const module = await loadKernels();
  const start = performance.now();
  // Bins are made within the first round: nothing is shared with a run before.
  const run = startTrees(new Pace(performance), { spec, train, valid, key: ['bench'] }, module);
  let last = await run.epoch(1, new AbortController().signal);
  for (let epoch = 2; epoch <= rounds; epoch++) last = await run.epoch(epoch, new AbortController().signal);
  await run.weights();
  const seconds = (performance.now() - start) / 1000;
  return { seconds, trainLoss: last.trainLoss, predictions: [...last.validPredictions] };
}

self.onmessage = ({ data }: MessageEvent<Job>) => {
  boosted(data).then(
    (ok) => self.postMessage({ ok }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
