import type { Pace } from '../pacing';
import type { DenseJob, NetRun } from '../trainer';
import { denseBytes } from './dense-net';
import { DenseRun } from './dense-run';
import { loadKernels } from './kernels';

/** Above this a net's rows stay where they are, and TensorFlow.js takes batch after batch. */
const MOST_BYTES = 2 ** 29;

/** Fully connected nets, and how much memory those in training hold. */
export interface WasmDense {
  /** Null where the net is too large to lie in one memory with its rows. */
  start(job: DenseJob): NetRun | null;
  memory(): { tensors: number; bytes: number };
}

/** The hand-written kernels for fully connected nets; null where the browser has no SIMD in WebAssembly. */
export async function openWasmDense(pace: Pace): Promise<WasmDense | null> {
  const module = await loadKernels().catch(() => null);
  if (!module) return null;
  const runs = new Set<DenseRun>();
  return {
    start(job) {
      if (denseBytes(job.spec, job.train.n + job.valid.n) > MOST_BYTES) return null;
      const run: DenseRun = new DenseRun(module, pace, job, () => runs.delete(run));
      runs.add(run);
      return run;
    },
    memory: () => ({
      tensors: runs.size,
      bytes: [...runs].reduce((sum, { bytes }) => sum + bytes, 0),
    }),
  };
}
