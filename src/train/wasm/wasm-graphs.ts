import type { GraphSpec } from '../../models/graph';
import { inferShapes, lastPictureNode, sizeOf } from '../../models/graph-shapes';
import { type GraphBatch, plainBatch } from '../graph/batches';
import type { GraphTrainer } from '../graph/open-graphs';
import { predictRows, trainingBytes } from '../graph/shapes';
import { explainedLogit } from '../graph/targets';
import { predictionsOf } from '../losses';
import type { Pace } from '../pacing';
import type { Weights } from '../trainer';
import { WasmNet } from './net';
import { WasmRun } from './wasm-run';

/** What a net may take that only predicts or explains, and the most rows at once. */
const BYTES = 128 * 2 ** 20;
const MOST_ROWS = 256;

/** Graph nets, and how much memory those in training hold. */
export interface WasmGraphs extends GraphTrainer {
  memory(): { tensors: number; bytes: number };
}

/**
 * Trains graph nets with the compiled SIMD kernels of assembly/, single-threaded. Same Study and data give the same
 * results bit for bit on one machine.
 */
export function graphsWith(module: WebAssembly.Module, pace: Pace): WasmGraphs {
  const runs = new Set<WasmRun>();

  /** Calls `use` for one batch after another of all rows. */
  async function overRows(
    spec: GraphSpec,
    x: Float32Array,
    n: number,
    most: number,
    use: (batch: GraphBatch, from: number) => void,
  ): Promise<void> {
    for (let from = 0; from < n; from += most) {
      if (pace.due()) await pace.rest({});
      use(plainBatch(spec, { x, d: spec.inputs }, from, Math.min(n, from + most)), from);
    }
  }

  async function activations(spec: GraphSpec, weights: Weights, x: Float32Array, n: number, node: number) {
    const size = sizeOf(inferShapes(spec)[node]);
    const out = new Float32Array(n * size);
    const rows = predictRows(spec, BYTES, Math.min(MOST_ROWS, Math.max(n, 1)));
    const net = new WasmNet(module, spec, { rows, train: false, node });
    net.write(weights);
    await overRows(spec, x, n, rows, (batch, from) => {
      net.forward(batch.n, batch.pictures, batch.table, false);
      out.set(net.valuesOf(node, batch.n), from * size);
    });
    return out;
  }

  return {
    async start(job) {
      const run: WasmRun = new WasmRun(module, pace, job, () => runs.delete(run));
      runs.add(run);
      return run;
    },

    async predict(spec, weights, x, n) {
      const z = await activations(spec, weights, x, n, spec.nodes.length - 1);
      return predictionsOf(spec.loss, z, n === 0 ? 1 : z.length / n);
    },

    activations,

    async gradCam(spec, weights, x, n, unit) {
      const shapes = inferShapes(spec);
      const node = lastPictureNode(shapes);
      if (node < 0) return { height: 0, width: 0, maps: new Float32Array(0) };
      const [height, width, channels] = shapes[node];
      const maps = new Float32Array(n * height * width);
      const rows = Math.max(1, Math.min(n, MOST_ROWS, Math.floor(BYTES / trainingBytes(spec, 1))));
      const net = new WasmNet(module, spec, { rows, train: false, node, gradient: true });
      net.write(weights);
      const direction = explainedLogit(spec, net.units, unit);
      const pixels = height * width;
      await overRows(spec, x, n, rows, (batch, from) => {
        net.forward(batch.n, batch.pictures, batch.table, false);
        const dOut = Float32Array.from({ length: batch.n * net.units }, (_, i) => direction[i % net.units]);
        net.backward(batch.n, dOut);
        const [a, g] = [net.valuesOf(node, batch.n), net.gradientOf(node, batch.n)];
        for (let row = 0; row < batch.n; row++) {
          const to = maps.subarray((from + row) * pixels, (from + row + 1) * pixels);
          explain(a, g, row * pixels * channels, channels, to);
        }
      });
      return { height, width, maps };
    },

    memory: () => ({
      tensors: runs.size,
      bytes: [...runs].reduce((sum, { bytes }) => sum + bytes, 0),
    }),
  };
}

/** The map of one row: channels weighted by their mean gradient, summed, positive parts. */
function explain(a: Float32Array, g: Float32Array, begin: number, channels: number, to: Float32Array): void {
  const shares = new Float32Array(channels);
  for (let p = 0; p < to.length; p++)
    for (let c = 0; c < channels; c++) shares[c] += g[begin + p * channels + c] / to.length;
  for (let p = 0; p < to.length; p++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += shares[c] * a[begin + p * channels + c];
    to[p] = Math.max(sum, 0);
  }
}
