import { isConvex, isDescent } from '../../models/family';
import { BenchsideError } from '../../study/errors';
import { startConvex } from '../convex/start-convex';
import { startNeighbours } from '../neighbours/start-neighbours';
import type { Pace } from '../pacing';
import type { NetJob, NetRun } from '../trainer';
import { startTrees } from '../trees/start-trees';
import { loadKernels } from './kernels';
import { openWasmDense } from './open-wasm-dense';
import { openWasmGraphs } from './open-wasm-graphs';

/** The hand-written kernels alone, for a worker that does nothing but train: no TensorFlow.js is loaded. */
export interface WasmNets {
  /** Errors: `train.tooLarge`, where a fully connected net does not lie in one memory with its rows. */
  start(job: NetJob): Promise<NetRun>;
}

/** Errors: `train.backend` where the browser has no SIMD in WebAssembly. */
export async function openWasmNets(pace: Pace): Promise<WasmNets> {
  const graphs = await openWasmGraphs(pace);
  const dense = await openWasmDense(pace);
  const kernels = await loadKernels().catch(() => null);
  return {
    async start({ spec, ...job }) {
      if (spec.kind === 'trees') return startTrees(pace, { ...job, spec }, kernels);
      if (spec.kind === 'neighbours') return startNeighbours({ ...job, spec }, pace);
      if (isConvex(spec)) return startConvex({ ...job, spec }, pace);
      const run = isDescent(spec)
        ? dense?.start({ ...job, spec })
        : spec.kind === 'graph' && graphs.start({ ...job, spec });
      if (!run) throw new BenchsideError('train.memory', {}, 'trial');
      return run;
    },
  };
}
