import { sha256Of } from '../data/sha256';
import manifest from '../models/backbones/efficientnet-lite0.json';
import type { GraphSpec } from '../models/graph';
import { inferShapes, sizeOf } from '../models/graph-shapes';
import { BenchsideError } from '../study/errors';
import type { Trainer, Weights } from './trainer';

/** Pictures in one call of the trainer: 9.6 MB of input, and often enough for a progress bar and for cancelling. */
const BATCH = 16;

export interface Extraction {
  trainer: Pick<Trainer, 'activations'>;
  /** A graph that begins with the backbone: `featureGraph()`, or `below` of a cut. */
  spec: GraphSpec;
  weights: Weights;
  /** How many pictures, and each as `toBackboneInput` makes it; read in order and not kept. */
  n: number;
  input(row: number): Float32Array;
  signal: AbortSignal;
  /** Pictures in one call; a GPU is busy only with many (NVIDIA H200: 113 a second by 8, 347 by 64). */
  batch?: number;
  /** Awaited after every batch. */
  report?(done: number): Promise<void> | void;
}

/**
 * What the last node of the graph is for each picture, [n, its size]: pooled features [n, 1280], or the map at a
 * cut. A function of pixels and weights alone, to the rounding of the backend. Throws `cancelled`, and what the trainer does.
 */
export async function extract(job: Extraction): Promise<Float32Array> {
  const { trainer, spec, weights, n, batch = BATCH } = job;
  const node = spec.nodes.length - 1;
  const size = sizeOf(inferShapes(spec)[node]);
  const out = new Float32Array(n * size);
  for (let from = 0; from < n; from += batch) {
    if (job.signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
    const rows = Math.min(batch, n - from);
    const x = new Float32Array(rows * spec.inputs);
    for (let row = 0; row < rows; row++) x.set(job.input(from + row), row * spec.inputs);
    out.set(await trainer.activations(spec, weights, x, rows, node), from * size);
    await job.report?.(from + rows);
  }
  return out;
}

/**
 * Names what `extract` gives, for a store: of the data, the fitted image steps before the backbone (as JSON, without
 * ids), and where it is cut (`pooled` or the number of top blocks above). Another checkpoint or input scaling gives
 * another name.
 */
export function featureKey(dataSha256: string, steps: string, at: 'pooled' | number): Promise<string> {
  const { name, files, input } = manifest;
  const parts = [name, files.map(({ sha256 }) => sha256), input, dataSha256, steps, at];
  return sha256Of(new Blob([JSON.stringify(parts)]));
}
