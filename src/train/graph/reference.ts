import type { GraphSpec } from '../../models/graph';
import { inferShapes, type NodeShape, parametersOf, sizeOf } from '../../models/graph-shapes';
import * as windows from './reference-windows';

/** Share of the old moving statistics that stays in each step. */
export const MOMENTUM = 0.9;

/** Parameters of a graph net in float64, an entry a node that has some, as `Weights`. */
export type Weights64 = {
  kernel: Float64Array;
  bias: Float64Array;
  mean?: Float64Array;
  variance?: Float64Array;
}[];

/** Everything a forward pass leaves, by node. */
export interface Pass {
  n: number;
  values: Float64Array[];
  /** batchNorm: normalized input and 1 / standard deviation by channel, of the batch unless frozen. */
  normal: Map<number, { x: Float64Array; inverse: Float64Array; mean: Float64Array; variance: Float64Array }>;
  /** maxPool: where each largest value stood. */
  from: Map<number, Uint32Array>;
  /** dropout: 0 or 1 / (1 - rate), where there is one. */
  masks: Map<number, ArrayLike<number>>;
}

interface Asked {
  n: number;
  pictures: ArrayLike<number>;
  table: ArrayLike<number>;
  training: boolean;
  masks?: Map<number, ArrayLike<number>>;
}

/** Place of each node's entry in the weights; -1 where it has none. */
export function weightPlaces(spec: GraphSpec): number[] {
  let next = 0;
  return parametersOf(spec, inferShapes(spec)).map((p) => (p ? next++ : -1));
}

/**
 * A graph net in plain loops and float64: the definition that each engine is tested against, and the place to read
 * what a node means. Itself checked against finite differences.
 */
export function referenceForward(spec: GraphSpec, weights: Weights64, asked: Asked): Pass {
  const { n, training } = asked;
  const shapes = inferShapes(spec);
  const places = weightPlaces(spec);
  const pass: Pass = { n, values: [], normal: new Map(), from: new Map(), masks: asked.masks ?? new Map() };
  for (const [i, node] of spec.nodes.entries()) {
    const out = new Float64Array(n * sizeOf(shapes[i]));
    const inputs = node.from.map((j) => pass.values[j]);
    const [x] = inputs;
    const shape = shapes[node.from[0] as number] as NodeShape;
    const w = weights[places[i]];
    const channels = shapes[i][shapes[i].length - 1];
    if (w && node.op !== 'batchNorm' && w.bias.length > 0)
      for (let v = 0; v < out.length; v++) out[v] = w.bias[v % channels];
    switch (node.op) {
      case 'picture':
        out.set(asked.pictures);
        break;
      case 'table':
        out.set(asked.table);
        break;
      case 'conv':
        windows.conv(n, shape, node.filters, node, x, w.kernel, out);
        break;
      case 'depthwise':
        windows.depthwise(n, shape, node, x, w.kernel, out);
        break;
      case 'dense':
        windows.conv(n, [1, 1, shape[0]], node.units, { size: 1, stride: 1, pad: 'valid' }, x, w.kernel, out);
        break;
      case 'batchNorm': {
        const live = training && !node.frozen;
        const { mean, variance } = live ? moments(x, channels) : (w as Required<Weights64[number]>);
        const inverse = variance.map((v) => 1 / Math.sqrt(v + node.epsilon));
        const normal = x.map((v, at) => (v - mean[at % channels]) * inverse[at % channels]);
        pass.normal.set(i, { x: normal, inverse, mean, variance });
        for (let v = 0; v < out.length; v++)
          out[v] = normal[v] * w.kernel[v % channels] + w.bias[v % channels];
        break;
      }
      case 'relu':
      case 'relu6': {
        const top = node.op === 'relu6' ? 6 : Number.POSITIVE_INFINITY;
        for (let v = 0; v < out.length; v++) out[v] = Math.min(Math.max(x[v], 0), top);
        break;
      }
      case 'maxPool':
        pass.from.set(i, windows.maxPool(n, shape, node, x, out));
        break;
      case 'avgPool':
        windows.avgPool(n, shape, node, x, out);
        break;
      case 'globalAvgPool': {
        const pixels = shape[0] * shape[1];
        for (let v = 0; v < x.length; v++)
          out[Math.floor(v / (pixels * channels)) * channels + (v % channels)] += x[v] / pixels;
        break;
      }
      case 'add':
        for (let v = 0; v < out.length; v++) out[v] = x[v] + inputs[1][v];
        break;
      case 'concat':
        joined(node.from, shapes, channels, (input, there, here) => {
          for (let row = 0; row < out.length / channels; row++)
            out.set(inputs[input].subarray(row * there, (row + 1) * there), row * channels + here);
        });
        break;
      case 'dropout': {
        const mask = training ? pass.masks.get(i) : undefined;
        for (let v = 0; v < out.length; v++) out[v] = x[v] * (mask ? mask[v] : 1);
      }
    }
    pass.values.push(out);
  }
  return pass;
}

/** Mean and variance (population) by channel. */
function moments(x: Float64Array, channels: number): { mean: Float64Array; variance: Float64Array } {
  const rows = x.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  for (let v = 0; v < x.length; v++) mean[v % channels] += x[v] / rows;
  for (let v = 0; v < x.length; v++) variance[v % channels] += (x[v] - mean[v % channels]) ** 2 / rows;
  return { mean, variance };
}

/** For each input of a concat its channels and where they begin. */
function joined(
  from: readonly number[],
  shapes: readonly NodeShape[],
  channels: number,
  each: (input: number, there: number, here: number) => void,
): void {
  let here = 0;
  for (const [input, j] of from.entries()) {
    const there = shapes[j][shapes[j].length - 1];
    each(input, there, here);
    here += there;
  }
  if (here !== channels) throw new RangeError('concat');
}

/** Gradients of sum(dOut * output): of every node's values, and of the weights (moving statistics left out). */
export function referenceBackward(
  spec: GraphSpec,
  weights: Weights64,
  pass: Pass,
  training: boolean,
  dOut: ArrayLike<number>,
): { values: Float64Array[]; weights: { kernel: Float64Array; bias: Float64Array }[] } {
  const { n } = pass;
  const shapes = inferShapes(spec);
  const places = weightPlaces(spec);
  const values = pass.values.map((v) => new Float64Array(v.length));
  const learned = weights.map(({ kernel, bias }) => ({
    kernel: new Float64Array(kernel.length),
    bias: new Float64Array(bias.length),
  }));
  values[values.length - 1].set(dOut);
  for (let i = spec.nodes.length - 1; i >= 0; i--) {
    const node = spec.nodes[i];
    const dy = values[i];
    const j = node.from[0] as number;
    const [x, dx, shape] = [pass.values[j], values[j], shapes[j]];
    const w = weights[places[i]];
    const g = learned[places[i]];
    const channels = shapes[i][shapes[i].length - 1];
    if (w && w.bias.length > 0) for (let v = 0; v < dy.length; v++) g.bias[v % channels] += dy[v];
    switch (node.op) {
      case 'conv':
        windows.convBackward(n, shape, node.filters, node, x, w.kernel, dy, dx, g.kernel);
        break;
      case 'depthwise':
        windows.depthwiseBackward(n, shape, node, x, w.kernel, dy, dx, g.kernel);
        break;
      case 'dense': {
        const one = { size: 1, stride: 1, pad: 'valid' } as const;
        windows.convBackward(n, [1, 1, shape[0]], node.units, one, x, w.kernel, dy, dx, g.kernel);
        break;
      }
      case 'batchNorm': {
        const normal = pass.normal.get(i) as { x: Float64Array; inverse: Float64Array };
        const rows = dy.length / channels;
        for (let v = 0; v < dy.length; v++) g.kernel[v % channels] += dy[v] * normal.x[v];
        for (let v = 0; v < dy.length; v++) {
          const c = v % channels;
          // Statistics of the batch depend on x: their share of the gradient is taken off.
          const shared = training && !node.frozen ? (g.bias[c] + normal.x[v] * g.kernel[c]) / rows : 0;
          dx[v] += w.kernel[c] * normal.inverse[c] * (dy[v] - shared);
        }
        break;
      }
      case 'relu':
      case 'relu6': {
        const top = node.op === 'relu6' ? 6 : Number.POSITIVE_INFINITY;
        for (let v = 0; v < dy.length; v++) if (x[v] > 0 && x[v] < top) dx[v] += dy[v];
        break;
      }
      case 'maxPool': {
        const from = pass.from.get(i) as Uint32Array;
        for (let v = 0; v < dy.length; v++) dx[from[v]] += dy[v];
        break;
      }
      case 'avgPool':
        windows.avgPoolBackward(n, shape, node, dy, dx);
        break;
      case 'globalAvgPool': {
        const pixels = shape[0] * shape[1];
        for (let v = 0; v < dx.length; v++)
          dx[v] += dy[Math.floor(v / (pixels * channels)) * channels + (v % channels)] / pixels;
        break;
      }
      case 'add':
        for (const k of node.from) for (let v = 0; v < dy.length; v++) values[k][v] += dy[v];
        break;
      case 'concat':
        joined(node.from, shapes, channels, (input, there, here) => {
          const into = values[node.from[input]];
          for (let v = 0; v < into.length; v++)
            into[v] += dy[Math.floor(v / there) * channels + here + (v % there)];
        });
        break;
      case 'dropout': {
        const mask = training ? pass.masks.get(i) : undefined;
        for (let v = 0; v < dy.length; v++) dx[v] += dy[v] * (mask ? mask[v] : 1);
      }
    }
  }
  return { values, weights: learned };
}

/** The moving statistics after a training pass: 0.9 of the old and 0.1 of the batch's (population variance). */
export function movedStatistics(spec: GraphSpec, weights: Weights64, pass: Pass): Weights64 {
  const places = weightPlaces(spec);
  const next = weights.map((w) => ({ ...w }));
  for (const [i, { mean, variance }] of pass.normal) {
    const node = spec.nodes[i];
    const entry = next[places[i]];
    if ((node.op === 'batchNorm' && node.frozen) || !entry.mean || !entry.variance) continue;
    entry.mean = entry.mean.map((old, c) => MOMENTUM * old + (1 - MOMENTUM) * mean[c]);
    entry.variance = entry.variance.map((old, c) => MOMENTUM * old + (1 - MOMENTUM) * variance[c]);
  }
  return next;
}
