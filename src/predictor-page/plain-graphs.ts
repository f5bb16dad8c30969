import { inferShapes, sizeOf } from '../models/graph-shapes';
import { plainBatch } from '../train/graph/batches';
import { referenceForward, type Weights64 } from '../train/graph/reference';
import { breathe } from '../train/pacing';
import type { Trainer } from '../train/trainer';

/** Values of a node of a graph net, [n, its size], in plain loops and float64, a row at a time. */
export const plainActivations: Trainer['activations'] = async (spec, weights, x, n, node) => {
  const size = sizeOf(inferShapes(spec)[node]);
  const out = new Float32Array(n * size);
  const wide = weights.map((entry) =>
    Object.fromEntries(Object.entries(entry).map(([name, values]) => [name, Float64Array.from(values)])),
  ) as Weights64;
  for (let row = 0; row < n; row++) {
    await breathe();
    const { pictures, table } = plainBatch(spec, { x, d: spec.inputs }, row, row + 1);
    const pass = referenceForward(spec, wide, { n: 1, pictures, table, training: false });
    out.set(pass.values[node], row * size);
  }
  return out;
};
