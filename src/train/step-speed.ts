import type { DescentSpec } from '../models/family';
import { resnet } from '../models/resnet';
import type { Clock } from '../study/context';
import { BenchsideError, errorRecord } from '../study/errors';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import type { BackendName } from '../study/schema';
import { startInTurn } from './in-turn';
import { openTrainer } from './open-trainer';
import type { NetJob, PictureSpeed, Rows } from './trainer';

/** Time that the repetitions of one measurement may take, in ms. */
const MEASURE = 200;
/** A measurement that takes longer, shaders and all, is ended, and the step counts as taking as long. */
const LIMIT = 5000;

/** A table-sized net: the one of the field's benchmark. */
const TABLE: DescentSpec = {
  inputs: 30,
  layers: [
    { units: 64, activation: 'relu', dropout: 0 },
    { units: 32, activation: 'relu', dropout: 0 },
    { units: 1, activation: 'linear', dropout: 0 },
  ],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate: 0.001, weightDecay: 0, batchSize: 32 },
};
const TABLE_STEPS = 16;
/** Folds of a trial, which helpers share; nets that lie in a GPU's stack. */
const FOLDS = 5;
const STACK = 20;

const EPOCHS = 11;
/** Pixels of a side of the pictures that are measured, and steps of an epoch. */
const SMALL = { side: 28, steps: 2 };
const LARGE = { side: 56, steps: 1 };

/**
 * Milliseconds for a step (a batch of 32) of one small net of a table, as a search will train it: on a GPU many nets
 * lie in one stack, on WebAssembly `cores` workers share the folds of a trial.
 */
export async function tableStepMs(backend: BackendName, clock: Clock, cores: number): Promise<number> {
  const stacked = backend === 'webgpu' || backend === 'webgl';
  const nets = stacked ? STACK : 1;
  const each = (net: number) => jobOf(TABLE, TABLE_STEPS * TABLE.optimizer.batchSize, net);
  const ms = await fastestEpoch(
    backend,
    Array.from({ length: nets }, (_, net) => each(net)),
    clock,
  );
  const shared = backend === 'wasm' ? Math.ceil(FOLDS / cores) / FOLDS : 1;
  return ms === null ? LIMIT : (ms * shared) / (TABLE_STEPS * nets);
}

/**
 * Milliseconds for a step (a batch of 32) of the smallest residual network, on small and on larger pictures: on a GPU
 * the first tells what dispatches cost, both together what pixels do. Null where the backend cannot train it.
 */
export async function pictureSpeed(backend: BackendName, clock: Clock): Promise<PictureSpeed | null> {
  try {
    return [
      { side: SMALL.side, ms: await pictureStepMs(backend, SMALL, clock) },
      { side: LARGE.side, ms: await pictureStepMs(backend, LARGE, clock) },
    ];
  } catch {
    return null;
  }
}

async function pictureStepMs(
  backend: BackendName,
  { side, steps }: typeof SMALL,
  clock: Clock,
): Promise<number> {
  // The net for small pictures at both sizes: that for larger ones would make them smaller first.
  const small: [number, number, number] = [SMALL.side, SMALL.side, 1];
  const shapes = { inputs: SMALL.side ** 2, kind: 'binary' as const, classes: 2, picture: small, table: 0 };
  const own = resnet.spec(defaultsOf(resnet.params), shapes);
  const spec = { ...own, picture: [side, side, 1] as const, inputs: side * side };
  const job = jobOf(spec, steps * spec.optimizer.batchSize, 0);
  const ms = await fastestEpoch(backend, [job], clock);
  return ms === null ? LIMIT : ms / steps;
}

/**
 * Milliseconds of the fastest of some epochs of all nets together, after a first which pays for shaders and buffers.
 * Null where that took too long.
 */
async function fastestEpoch(
  backend: BackendName,
  jobs: readonly NetJob[],
  clock: Clock,
): Promise<number | null> {
  const trainer = await openTrainer(backend, clock);
  const { signal } = new AbortController();
  const begun = clock.now();
  const pause = async () => {
    if (clock.now() - begun > LIMIT) throw new BenchsideError('cancelled', {}, 'cancelled');
  };
  const nets = await (trainer.startMany?.(jobs) ?? startInTurn(trainer, jobs));
  try {
    await nets.epoch(1, signal, pause);
    const warm = clock.now();
    let fastest = Number.POSITIVE_INFINITY;
    for (let epoch = 2; epoch === 2 || (epoch <= EPOCHS && clock.now() - warm < MEASURE); epoch++) {
      const before = clock.now();
      await nets.epoch(epoch, signal, pause);
      fastest = Math.min(fastest, clock.now() - before);
    }
    return fastest;
  } catch (thrown) {
    if (errorRecord(thrown).kind !== 'cancelled') throw thrown;
    return null;
  } finally {
    nets.dispose();
  }
}

function jobOf(spec: NetJob['spec'], n: number, net: number): NetJob {
  const random = rng('self-test', net);
  const d = spec.inputs;
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const train: Rows = { n, d, x, y: Float32Array.from({ length: n }, (_, i) => (x[i * d] > 0 ? 1 : 0)) };
  const valid: Rows = { n: 0, d, x: new Float32Array(0), y: new Float32Array(0) };
  return { spec, train, valid, key: ['self-test', net], epochs: EPOCHS };
}
