import { BenchsideError } from '../../study/errors';
import type { Pace } from '../pacing';
import { loadKernels } from './kernels';
import { graphsWith, type WasmGraphs } from './wasm-graphs';

/** Graph nets on the kernels that ship with the application. Errors: `train.backend` where the browser has no SIMD in WebAssembly. */
export async function openWasmGraphs(pace: Pace): Promise<WasmGraphs> {
  const module = await loadKernels().catch(() => {
    throw new BenchsideError('train.backend', { backend: 'wasm' }, 'fatal');
  });
  return graphsWith(module, pace);
}
