import kernels from 'virtual:kernels/simd?url';
import { fromBase64 } from '../export/base64';
import type { GraphSpec } from '../models/graph';
import { inferShapes, sizeOf } from '../models/graph-shapes';
import { plainBatch } from '../train/graph/batches';
import { referenceForward, type Weights64 } from '../train/graph/reference';
import { predictRows } from '../train/graph/shapes';
import { predictionsOf } from '../train/losses';
import { breathe } from '../train/pacing';
import type { Weights } from '../train/trainer';
import { WasmNet } from '../train/wasm/net';

/** Memory of a net that only predicts, and the most rows at once. */
const BYTES = 128 * 2 ** 20;
const MOST_ROWS = 8;

/** Values of a node for rows, [n, its size]. */
export type Activations = (
  spec: GraphSpec,
  weights: Weights,
  x: Float32Array,
  n: number,
  node: number,
) => Promise<Float32Array>;

/** The kernels stand in the page as a data: address, which a page that may ask for nothing cannot fetch. */
const bytesOfKernels = (): Uint8Array<ArrayBuffer> => fromBase64(kernels.slice(kernels.indexOf(',') + 1));

async function withKernels(): Promise<Activations> {
  const module = await WebAssembly.compile(bytesOfKernels());
  return async (spec, weights, x, n, node) => {
    const size = sizeOf(inferShapes(spec)[node]);
    const out = new Float32Array(n * size);
    const rows = predictRows(spec, BYTES, Math.min(MOST_ROWS, Math.max(n, 1)));
    const net = new WasmNet(module, spec, { rows, train: false, node });
    net.write(weights);
    for (let from = 0; from < n; from += rows) {
      await breathe();
      const batch = plainBatch(spec, { x, d: spec.inputs }, from, Math.min(n, from + rows));
      net.forward(batch.n, batch.pictures, batch.table, false);
      out.set(net.valuesOf(node, batch.n), from * size);
    }
    return out;
  };
}

/** Where a browser has no WebAssembly, as in its strictest modes: the same in plain loops, a row at a time. */
export const inPlainLoops: Activations = async (spec, weights, x, n, node) => {
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

let opened: Promise<Activations> | null = null;

/** Graph nets by the kernels of assembly/, or in plain loops. */
export const activationsOf: Activations = async (...asked) => {
  opened ??= withKernels().catch(() => inPlainLoops);
  return (await opened)(...asked);
};

/** Outputs [n, units] of a graph net: probabilities, or the standardized value. */
export async function graphForward(
  spec: GraphSpec,
  weights: Weights,
  x: Float32Array,
  n: number,
  activations: Activations = activationsOf,
): Promise<Float32Array> {
  const z = await activations(spec, weights, x, n, spec.nodes.length - 1);
  return predictionsOf(spec.loss, z, n === 0 ? 1 : z.length / n);
}
