import { env, findBackend, getBackend, type KernelBackend, setBackend } from '@tensorflow/tfjs-core';
import { BenchsideError } from '../study/errors';
import type { BackendName } from '../study/schema';
import { type Adapter, webglAdapter, webgpuAdapter } from './adapter';

/** In the order in which equally fast ones are preferred. */
export const BACKENDS: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** Some starts never end (a driver's dialogue, threaded WASM minified): then the backend counts as not there. */
const START_LIMIT = 15_000;

/** Dispatches a submission. A step of a small net is some 35 dispatches: the default 15 would submit thrice a step. */
const WEBGPU_BATCH = 128;

/** Bytes of textures beyond which a freed one is not kept. */
const WEBGL_KEPT = 2 ** 28;

export interface StartedBackend {
  name: BackendName;
  adapter: Adapter;
  backend: KernelBackend;
  /** Of WebGPU. */
  device?: GPUDevice;
  /** Settles when the GPU device is lost; absent where nothing can be lost. */
  lost?: Promise<unknown>;
}

/** Why a start failed, as key of `why.<key>` in train-backends.json. */
export type StartFailure = 'unavailable' | 'timeout' | 'failed';

/** The start under way, if any: TensorFlow.js knows one current backend, so two starts at once would mix. */
let turn: Promise<unknown> = Promise.resolve();

/** Starts a backend in this thread, or says why it cannot be. Starting one again gives the same. */
export function tryBackend(name: BackendName): Promise<StartedBackend | StartFailure> {
  const mine = turn.then(() => within(START_LIMIT, start(name))).catch((): StartFailure => 'failed');
  turn = mine;
  return mine;
}

/** Errors: `train.backend`. */
export async function startBackend(name: BackendName): Promise<StartedBackend> {
  const started = await tryBackend(name);
  if (typeof started === 'string') throw new BenchsideError('train.backend', { backend: name }, 'fatal');
  return started;
}

async function start(name: BackendName): Promise<StartedBackend | StartFailure> {
  const adapter = await prepare[name]();
  if (!adapter) return 'unavailable';
  // setBackend may answer false, or answer true and leave the old one: both are asked.
  if (!(await setBackend(name)) || getBackend() !== name) return 'failed';
  const backend = findBackend(name) as KernelBackend;
  if (name !== 'webgpu') return { name, adapter, backend };
  const { device } = backend as unknown as { device: GPUDevice };
  return { name, adapter, backend, device, lost: device.lost };
}

/** Loads the code of a backend and says who will compute; null where this browser lacks what it needs. */
const prepare: Record<BackendName, () => Promise<Adapter | null>> = {
  async webgpu() {
    const adapter = await webgpuAdapter();
    if (!adapter) return null;
    await import('@tensorflow/tfjs-backend-webgpu');
    env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', WEBGPU_BATCH);
    return adapter;
  },
  async webgl() {
    const adapter = webglAdapter();
    if (!adapter) return null;
    await import('@tensorflow/tfjs-backend-webgl');
    // Textures of every size that ever was are kept for as long as the worker lives, unless there are so many.
    env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', WEBGL_KEPT);
    return adapter;
  },
  async wasm() {
    if (typeof WebAssembly === 'undefined') return null;
    const { ownWasmFiles } = await import('./wasm-files');
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    ownWasmFiles();
    const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return { name: simd ? 'WebAssembly SIMD' : 'WebAssembly', software: false };
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    return { name: 'JavaScript', software: false };
  },
};

function within<T>(limit: number, work: Promise<T>): Promise<T | 'timeout'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
