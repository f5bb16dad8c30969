import type { AnySpec } from '../models/family';
import { BenchsideError } from '../study/errors';
import type { BackendName } from '../study/schema';
import { trainingBytes } from './graph/shapes';

/**
 * Bytes a trial may take on a backend. WASM addresses 4 GiB, pictures and code aside; GPUs do not say what they
 * have, and 2 GiB is what a notebook's built-in one can be asked for.
 */
const LIMITS: Record<BackendName, number> = {
  wasm: 3 * 1024 ** 3,
  webgpu: 2 * 1024 ** 3,
  webgl: 2 * 1024 ** 3,
  cpu: 3 * 1024 ** 3,
};

/** Throws `train.tooLarge`, a failed trial, where training the net would not fit: a crashed tab would end them all. */
export function checkMemory(spec: AnySpec, backend: BackendName): void {
  if (spec.kind !== 'graph') return;
  const bytes = trainingBytes(spec);
  const limit = LIMITS[backend];
  if (bytes > limit)
    throw new BenchsideError(
      'train.tooLarge',
      { megabytes: Math.round(bytes / 2 ** 20), limit: limit / 2 ** 20 },
      'trial',
    );
}
