import { familyByName } from '../../src/models';
import type { GraphSpec } from '../../src/models/graph';
import type { BackendName } from '../../src/study/schema';
import { startBackend } from '../../src/train/backends';
import { initialGraphWeights } from '../../src/train/graph/initial';
import { openTrainer } from '../../src/train/open-trainer';
import type { Rows } from '../../src/train/trainer';
import { KEY, pictures, SPEC } from './net';
import { fitStock } from './stock';

/** Milliseconds and mean training loss of each epoch. */
export interface Epochs {
  ms: number[];
  losses: number[];
}
export interface Calls {
  ours: [{ epochs: number }, Epochs];
  /** The residual network of the app with its defaults, on any backend. */
  resnet: [{ backend: BackendName; side: number; rows: number; batchSize: number; epochs: number }, Epochs];
  stock: [{ epochs: number; backend: BackendName }, Epochs];
}
export type Answer = { ok: unknown } | { error: string };

const { signal } = new AbortController();

async function fitOurs(backend: BackendName, spec: GraphSpec, train: Rows, epochs: number): Promise<Epochs> {
  const trainer = await openTrainer(backend);
  const valid = { n: 0, d: train.d, x: new Float32Array(0), y: new Float32Array(0) };
  const initial = initialGraphWeights(spec, KEY);
  const run = await trainer.start({ spec, train, valid, key: KEY, epochs, initial });
  const [ms, losses]: number[][] = [[], []];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const begun = performance.now();
    losses.push((await run.epoch(epoch, signal)).trainLoss);
    ms.push(performance.now() - begun);
  }
  run.dispose();
  return { ms, losses };
}

const calls: { [C in keyof Calls]: (body: Calls[C][0]) => Promise<Calls[C][1]> } = {
  async ours({ epochs }) {
    return fitOurs('wasm', SPEC, pictures(), epochs);
  },

  async resnet({ backend, side, rows, batchSize, epochs }) {
    const train = pictures(side, rows);
    const spec = familyByName('resnet').spec(
      { batchSize },
      { inputs: train.d, kind: 'binary', classes: 2, picture: [side, side, 1], table: 0 },
    ) as GraphSpec;
    return fitOurs(backend, spec, train, epochs);
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
