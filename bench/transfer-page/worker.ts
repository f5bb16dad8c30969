import type { Picture } from '../../src/data/images/picture';
import { toBackboneInput } from '../../src/models/backbones/backbone-input';
import { FEATURES, featureGraph } from '../../src/models/backbones/efficientnet-lite0';
import { transfer } from '../../src/models/transfer';
import type { ParamValues } from '../../src/study/params';
import { rng } from '../../src/study/random';
import type { BackendName } from '../../src/study/schema';
import { extract } from '../../src/train/backbone-features';
import { backboneWeights } from '../../src/train/backbone-files';
import { type Fold, fitTrial } from '../../src/train/fit';
import { openTrainer } from '../../src/train/open-trainer';
import type { Rows, Trainer } from '../../src/train/trainer';

/** A picture file as it crosses from the bench's process, and its class. */
export interface Labelled {
  base64: string;
  label: number;
}
interface Trained {
  params: ParamValues;
  ms: number;
  epochs: number;
  validLoss: number;
  accuracy: number;
}
export interface Calls {
  /** Decodes, then extracts features; seconds of the second alone. Keeps them for `heads`. */
  extract: [{ backend: BackendName; pictures: Labelled[]; classes: number }, { seconds: number }];
  /** Trains a head on the kept features by each configuration: once (a fifth held out), or on all five folds. */
  heads: [{ configurations: ParamValues[]; fits: 1 | 5; maxEpochs: number; patience: number }, Trained[]];
}
export type Answer = { ok: unknown } | { error: string };

let kept: { trainer: Trainer; x: Float32Array; y: Float32Array; classes: number } | null = null;
const { signal } = new AbortController();

async function decoded({ base64 }: Labelled): Promise<Picture> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no canvas');
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  return { width, height, channels: 4, unit: 'colour', range: [0, 255], v: Float32Array.from(data) };
}

const FOLDS = 5;

/** Folds of equal classes, each row in one validation part. */
function foldsOf(x: Float32Array, y: Float32Array): Fold[] {
  const order = rng('bench', 'transfer').shuffle(Array.from(y.keys()));
  order.sort((a, b) => y[a] - y[b]);
  const rows = (wanted: (place: number) => boolean): Rows => {
    const at = Uint32Array.from(order.filter((_, place) => wanted(place)));
    return { n: at.length, d: FEATURES, x, y: Float32Array.from(at, (row) => y[row]), at };
  };
  return Array.from({ length: FOLDS }, (_, fold) => ({
    train: rows((place) => place % FOLDS !== fold),
    valid: rows((place) => place % FOLDS === fold),
  }));
}

const calls: { [C in keyof Calls]: (body: Calls[C][0]) => Promise<Calls[C][1]> } = {
  async extract({ backend, pictures, classes }) {
    const trainer = await openTrainer(backend);
    const weights = await backboneWeights();
    const read: Picture[] = [];
    for (const picture of pictures) read.push(await decoded(picture));
    const begun = performance.now();
    const input = (row: number) => toBackboneInput(read[row]);
    const x = await extract({ trainer, spec: featureGraph(), weights, n: read.length, input, signal });
    const seconds = (performance.now() - begun) / 1000;
    kept = { trainer, x, y: Float32Array.from(pictures, ({ label }) => label), classes };
    return { seconds };
  },

  async heads({ configurations, fits, maxEpochs, patience }) {
    if (!kept) throw new Error('no features');
    const { trainer, x, y, classes } = kept;
    const folds = foldsOf(x, y).slice(0, fits);
    const trained: Trained[] = [];
    for (const [trial, params] of configurations.entries()) {
      const spec = transfer.spec(params, { inputs: FEATURES, kind: 'multiclass', classes });
      const begun = performance.now();
      const common = {
        trainer,
        folds,
        maxEpochs,
        patience,
        signal,
        pause: async () => {},
        onEpoch: () => {},
      };
      const fit = await fitTrial({ ...common, spec, key: ['bench', 'transfer', trial] });
      const ms = performance.now() - begun;
      trained.push({
        params,
        ms,
        epochs: fit.epochs,
        validLoss: fit.validLoss,
        accuracy: accuracy(fit, folds),
      });
    }
    return trained;
  },
};

function accuracy({ validPredictions }: { validPredictions: Float32Array[] }, folds: Fold[]): number {
  let [right, all] = [0, 0];
  for (const [fold, { valid }] of folds.entries()) {
    const p = validPredictions[fold];
    const classes = p.length / valid.n;
    for (let row = 0; row < valid.n; row++, all++) {
      const own = p.subarray(row * classes, (row + 1) * classes);
      if (own.indexOf(Math.max(...own)) === valid.y[row]) right++;
    }
  }
  return right / all;
}

self.onmessage = async <C extends keyof Calls>({ data }: MessageEvent<{ call: C; body: Calls[C][0] }>) => {
  try {
    postMessage({ ok: await calls[data.call](data.body) } satisfies Answer);
  } catch (thrown) {
    postMessage({
      error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    } satisfies Answer);
  }
};
