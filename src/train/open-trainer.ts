import { isConvex, isDescent } from '../models/family';
import type { GraphSpec } from '../models/graph';
import { isOwn, predictOwn } from '../models/own-models';
import type { Clock } from '../study/context';
import type { BackendName } from '../study/schema';
import { startBackend } from './backends';
import { startConvex } from './convex/start-convex';
import { Device } from './device';
import { logitsOf, outputsOf, uploadRows } from './forward-rows';
import { type GraphTrainer, openGraphs } from './graph/open-graphs';
import { startInTurn } from './in-turn';
import { Kernels } from './kernels';
import { flatten, layoutOf } from './layout';
import { predictionsOf } from './losses';
import { startNeighbours } from './neighbours/start-neighbours';
import { KernelRun } from './net-run';
import { Pace } from './pacing';
import { Stacks } from './stack/stack';
import { canStack } from './stack/stack-shape';
import type { DenseJob, NetJob, NetRun, Trainer } from './trainer';
import { startTrees } from './trees/start-trees';
import { loadKernels } from './wasm/kernels';
import { openWasmDense } from './wasm/open-wasm-dense';
import { openWasmGraphs } from './wasm/open-wasm-graphs';
import type { WasmGraphs } from './wasm/wasm-graphs';
import { alone, openEpochNets } from './webgpu/open-epoch-nets';

/** Where a dispatch costs more than what it computes for a small net. */
const isGpu = (backend: BackendName): boolean => backend === 'webgpu' || backend === 'webgl';

/** Trials that WebGPU's dispatches are shared by. WebGL would compile its shaders anew for every size of a stack. */
const TOGETHER = 8;

/** Bytes of a GPU that may lie idle between trials, for tensors to come. */
const MOST_KEPT = 2 ** 28;

const isDenseJob = (job: NetJob): job is DenseJob => isDescent(job.spec);

/**
 * Trains on one backend: with TensorFlow.js kernels, on WASM and for small nets on WebGPU with our own.
 * Errors: `train.backend` where it is not there.
 */
export async function openTrainer(backend: BackendName, clock: Clock = performance): Promise<Trainer> {
  const started = await startBackend(backend);
  const device = new Device(new Kernels(backend, started.backend), new Pace(clock), backend, started.lost);
  let own: WasmGraphs | null = null;
  let stock: GraphTrainer | null = null;
  const graphs = async (): Promise<GraphTrainer> => {
    if (backend === 'wasm') {
      own ??= await openWasmGraphs(device.pace);
      return own;
    }
    stock ??= openGraphs(device);
    return stock;
  };
  const dense = backend === 'wasm' ? await openWasmDense(device.pace) : null;
  const epochs = started.device ? await openEpochNets(device, started.device) : null;
  const stacks = new Stacks(device);
  const start = async (job: NetJob): Promise<NetRun> => {
    const { spec } = job;
    if (spec.kind === 'trees')
      return startTrees(device.pace, { ...job, spec }, await loadKernels().catch(() => null));
    if (spec.kind === 'neighbours') return startNeighbours({ ...job, spec }, device.pace);
    if (isConvex(spec)) return startConvex({ ...job, spec }, device.pace);
    if (!isDenseJob(job)) return (await graphs()).start(job as NetJob & { spec: GraphSpec });
    const group = epochs?.start([job]);
    return group ? alone(group) : (dense?.start(job) ?? new KernelRun(device, job));
  };
  return {
    backend,
    adapter: started.adapter.name,
    start,
    ...(isGpu(backend) && {
      ...(backend === 'webgpu' && { together: TOGETHER }),
      async startMany(jobs) {
        const dense = jobs.filter(isDenseJob);
        const group = dense.length === jobs.length ? epochs?.start(dense) : null;
        if (group) return group;
        return dense.length === jobs.length && canStack(dense)
          ? stacks.start(dense)
          : startInTurn({ start }, jobs);
      },
    }),
    activations: async (...asked) => (await graphs()).activations(...asked),
    gradCam: async (...asked) => (await graphs()).gradCam(...asked),
    async predict(spec, weights, x, n) {
      if (isOwn(spec)) return predictOwn(spec, weights, x, n);
      if (spec.kind === 'graph') return (await graphs()).predict(spec, weights, x, n);
      const layout = layoutOf(spec);
      const flat = device.k.upload(flatten(layout, weights), [layout.size]);
      const rows = uploadRows(device.k, { x, n, d: spec.inputs });
      try {
        const z = await logitsOf(device, spec, flat, rows);
        return predictionsOf(spec.loss, z, outputsOf(spec));
      } finally {
        for (const tensor of [flat, ...rows]) device.k.free(tensor);
      }
    },
    trim: () => device.k.trim(MOST_KEPT),
    memory() {
      const { tensors, bytes } = device.k.memory();
      const held = [own?.memory(), dense?.memory(), epochs?.memory()].filter((one) => one !== undefined);
      return held.reduce(
        (sum, one) => ({ tensors: sum.tensors + one.tensors, bytes: sum.bytes + one.bytes }),
        { tensors, bytes },
      );
    },
  };
}
