import type { NetSpec } from '../models/family';
import type { Clock } from '../study/context';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import type { BackendName } from '../study/schema';
import { BACKENDS, tryBackend } from './backends';
import { GRADIENT_TOLERANCE, gradientError } from './gradient-check';
import { graphGradientError } from './graph/gradient-check';
import { Kernels } from './kernels';
import { openTrainer } from './open-trainer';
import type { BackendReport, Rows } from './trainer';

/** Backends within this factor of the fastest count as equally fast. */
const AS_FAST = 1.1;
/** Time that the repetitions of one backend's measurement may take, in ms. */
const MEASURE = 200;

/** A table-sized net: the one of the field's benchmark, one epoch of 16 batches of 32. */
const REFERENCE: NetSpec = {
  inputs: 30,
  layers: [
    { units: 64, activation: 'relu', dropout: 0 },
    { units: 32, activation: 'relu', dropout: 0 },
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate: 0.001, weightDecay: 0, batchSize: 32 },
};
const STEPS = 16;

/** Asks every backend of this machine, one after another: is it there, are its gradients right, how fast is it. */
export async function selfTest(clock: Clock): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const backend of BACKENDS) reports.push(await report(backend, clock));
  return reports;
}

async function report(backend: BackendName, clock: Clock): Promise<BackendReport> {
  const started = await tryBackend(backend);
  const absent = { adapter: '', software: false, gradientError: null, gradientsRight: false, stepMs: null };
  if (typeof started === 'string') return { backend, available: false, ...absent, why: started };
  const about = { backend, available: true, ...absent, adapter: started.adapter.name };
  const { software } = started.adapter;
  try {
    const k = new Kernels(backend, started.backend);
    const dense = await gradientError(k);
    // On WASM graph nets run on kernels of our own, the same on every machine: their tests judge them. A software
    // GPU, never chosen by itself, would compile shaders for seconds.
    const pictures = backend === 'wasm' || software ? 0 : await graphGradientError(k);
    const error = Math.max(dense, pictures);
    const right = error <= GRADIENT_TOLERANCE;
    // A software GPU would take seconds, and is never chosen for its speed.
    const stepMs = right && !software ? await millisecondsPerStep(backend, clock) : null;
    const why = right ? null : 'gradient';
    return { ...about, software, gradientError: error, gradientsRight: right, stepMs, why };
  } catch {
    return { ...about, software, why: 'failed' };
  }
}

/** The fastest of some epochs after a first, which pays for shaders and buffers. */
async function millisecondsPerStep(backend: BackendName, clock: Clock): Promise<number> {
  const trainer = await openTrainer(backend, clock);
  const { signal } = new AbortController();
  const run = await trainer.start({
    spec: REFERENCE,
    train: someRows(),
    valid: noRows(),
    key: ['self-test'],
  });
  try {
    await run.epoch(0, signal);
    const begun = clock.now();
    let fastest = Number.POSITIVE_INFINITY;
    for (let epoch = 1; epoch <= 10 && clock.now() - begun < MEASURE; epoch++) {
      const before = clock.now();
      await run.epoch(epoch, signal);
      fastest = Math.min(fastest, (clock.now() - before) / STEPS);
    }
    return fastest;
  } finally {
    run.dispose();
  }
}

function someRows(): Rows {
  const random = rng('self-test');
  const n = STEPS * REFERENCE.optimizer.batchSize;
  const d = REFERENCE.inputs;
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  return { n, d, x, y: Float32Array.from({ length: n }, (_, i) => (x[i * d] > 0 ? 1 : 0)) };
}

const noRows = (): Rows => ({ n: 0, d: REFERENCE.inputs, x: new Float32Array(0), y: new Float32Array(0) });

/**
 * The fastest backend that is there, right and no software GPU; among the equally fast the first of BACKENDS.
 * Errors: `train.backend` where none is left.
 */
export function chooseBackend(reports: readonly BackendReport[]): BackendName {
  const usable = reports.filter((r) => r.available && r.gradientsRight && !r.software && r.stepMs !== null);
  const fastest = Math.min(...usable.map((r) => r.stepMs as number));
  const chosen = BACKENDS.find((name) =>
    usable.some((r) => r.backend === name && (r.stepMs as number) <= fastest * AS_FAST),
  );
  if (!chosen) throw new BenchsideError('train.backend', { backend: 'auto' }, 'fatal');
  return chosen;
}
