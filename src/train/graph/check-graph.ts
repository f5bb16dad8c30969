import type { GraphNode, GraphSpec } from '../../models/graph';
import { rng } from '../../study/random';
import type { Rows, Weights } from '../trainer';
import { initialGraphWeights } from './initial';

const UNITS = { binary: 1, softmax: 3, mse: 1 } as const;
const ROWS = 6;

/**
 * A net that has every operation, odd sizes, both paddings, strides, a shared input and late fusion, small enough
 * for finite differences. No bias stands before a batchNorm, which would take all gradient from it but rounding,
 * and Adam makes whole steps of rounding. Its weights are drawn, those of batchNorm too, so that nothing is hidden by a 0 or 1.
 */
export function checkGraph(loss: GraphSpec['loss']): { spec: GraphSpec; rows: Rows; weights: Weights } {
  const picture = [7, 6, 2] as const;
  const table = 3;
  const nodes: GraphNode[] = [
    { op: 'picture', from: [] },
    { op: 'conv', from: [0], filters: 5, size: 3, stride: 2, pad: 'same', bias: false },
    { op: 'batchNorm', from: [1], epsilon: 1e-3 },
    { op: 'relu', from: [2] },
    { op: 'depthwise', from: [3], size: 3, stride: 1, pad: 'same', bias: false },
    { op: 'batchNorm', from: [4], epsilon: 1e-3 },
    { op: 'relu6', from: [5] },
    { op: 'conv', from: [6], filters: 5, size: 1, stride: 1, pad: 'same', bias: true },
    { op: 'add', from: [3, 7] },
    { op: 'relu', from: [8] },
    { op: 'maxPool', from: [9], size: 3, stride: 1, pad: 'same' },
    { op: 'avgPool', from: [9], size: 3, stride: 1, pad: 'same' },
    { op: 'concat', from: [10, 11] },
    { op: 'conv', from: [12], filters: 4, size: 2, stride: 1, pad: 'valid', bias: false },
    { op: 'batchNorm', from: [13], epsilon: 1e-3 },
    { op: 'depthwise', from: [14], size: 3, stride: 2, pad: 'same', bias: true },
    { op: 'globalAvgPool', from: [15] },
    { op: 'table', from: [] },
    { op: 'concat', from: [16, 17] },
    { op: 'dropout', from: [18], rate: 0.3 },
    { op: 'dense', from: [19], units: UNITS[loss] },
  ];
  const spec: GraphSpec = {
    kind: 'graph',
    picture,
    table,
    inputs: 7 * 6 * 2 + table,
    nodes,
    loss,
    optimizer: {
      kind: 'adamw',
      learningRate: 0.01,
      weightDecay: 0,
      batchSize: ROWS,
      schedule: 'constant',
      clipNorm: 0,
      labelSmoothing: loss === 'mse' ? 0 : 0.1,
    },
  };
  const random = rng('check-graph', loss);
  const [n, d] = [ROWS, spec.inputs];
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  const y = Float32Array.from({ length: n }, () =>
    loss === 'mse' ? random.normal() : random.int(loss === 'softmax' ? 3 : 2),
  );
  const w = Float32Array.from({ length: n }, (_, i) => 0.5 + (i % 3) / 2);
  const drawn = (values: Float32Array, low: number, high: number) =>
    values.map(() => low + (high - low) * random.next());
  const weights = initialGraphWeights(spec, ['check-graph', loss]).map((entry) => ({
    kernel: entry.mean ? drawn(entry.kernel, 0.5, 4) : entry.kernel,
    bias: drawn(entry.bias, -1, 1),
    ...(entry.mean && { mean: drawn(entry.mean, -0.5, 0.5) }),
    ...(entry.variance && { variance: drawn(entry.variance, 0.5, 2) }),
  }));
  return { spec, rows: { n, d, x, y, w }, weights };
}
