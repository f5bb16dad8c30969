import type { Pace } from '../pacing';
import type { NetRun } from '../trainer';
import { type TreesJob, TreesRun } from './run';

/**
 * Trees to be trained; wherever they are, the same trees bit for bit.
 *
 * @param module as `loadKernels` of train/wasm/ gives it; null where there is no SIMD in WebAssembly
 */
export const startTrees = (pace: Pace, job: TreesJob, module: WebAssembly.Module | null): NetRun =>
  new TreesRun(pace, job, module);
