import type { BackendName } from '../../src/study/schema';
import { startBackend } from '../../src/train/backends';
import { initialGraphWeights } from '../../src/train/graph/initial';
import { openTrainer } from '../../src/train/open-trainer';
import { KEY, pictures, SPEC } from './net';
import { fitStock } from './stock';

/** Milliseconds and mean training loss of each epoch. */
export interface Epochs {
  ms: number[];
  losses: number[];
}
export interface Calls {
  ours: [{ epochs: number }, Epochs];
  stock: [{ epochs: number; backend: BackendName }, Epochs];
}
export type Answer = { ok: unknown } | { error: string };

const { signal } = new AbortController();

const calls: { [C in keyof Calls]: (body: Calls[C][0]) => Promise<Calls[C][1]> } = {
  async ours({ epochs }) {
    const train = pictures();
    const trainer = await openTrainer('wasm');
    const valid = { n: 0, d: train.d, x: new Float32Array(0), y: new Float32Array(0) };
    const initial = initialGraphWeights(SPEC, KEY);
    const run = await trainer.start({ spec: SPEC, train, valid, key: KEY, initial });
    const [ms, losses]: number[][] = [[], []];
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const begun = performance.now();
      losses.push((await run.epoch(epoch, signal)).trainLoss);
      ms.push(performance.now() - begun);
    }
    run.dispose();
    return { ms, losses };
  },

  async stock({ epochs, backend }) {
    await startBackend(backend);
    return fitStock(pictures(), initialGraphWeights(SPEC, KEY), epochs);
  },
};

self.onmessage = async <C extends keyof Calls>({ data }: MessageEvent<{ call: C; body: Calls[C][0] }>) => {
  try {
    postMessage({ ok: await calls[data.call](data.body) } satisfies Answer);
  } catch (thrown) {
    postMessage({
      error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    } satisfies Answer);
  }
};
