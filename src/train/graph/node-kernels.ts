import type { GraphNode, Padding } from '../../models/graph';
import { type NodeShape, slide } from '../../models/graph-shapes';
import type { Kernels, Tensor } from '../kernels';

type Op<Name extends GraphNode['op']> = Extract<GraphNode, { op: Name }>;
type Window = { size: number; stride: number; pad: Padding };

/** The attributes that TensorFlow.js wants of a convolution. */
const convolution = ({ stride, pad }: Window) => ({
  strides: [stride, stride],
  pad,
  dataFormat: 'NHWC',
  dilations: [1, 1],
  dimRoundingMode: undefined,
});
const pooling = ({ size, stride, pad }: Window) => ({
  filterSize: [size, size],
  strides: [stride, stride],
  pad,
  dimRoundingMode: undefined,
});

export const conv = (k: Kernels, node: Op<'conv'>, x: Tensor, filter: Tensor): Tensor =>
  k.run('Conv2D', { x, filter }, convolution(node));

export const convToInput = (
  k: Kernels,
  node: Op<'conv'>,
  dy: Tensor,
  filter: Tensor,
  inputShape: number[],
): Tensor => k.run('Conv2DBackpropInput', { dy, filter }, { ...convolution(node), inputShape });

export const convToFilter = (
  k: Kernels,
  node: Op<'conv'>,
  x: Tensor,
  dy: Tensor,
  filterShape: number[],
): Tensor => k.run('Conv2DBackpropFilter', { x, dy }, { ...convolution(node), filterShape });

export const depthwise = (k: Kernels, node: Op<'depthwise'>, x: Tensor, filter: Tensor): Tensor =>
  k.run('DepthwiseConv2dNative', { x, filter }, convolution(node));

export const depthwiseToInput = (
  k: Kernels,
  node: Op<'depthwise'>,
  dy: Tensor,
  filter: Tensor,
  inputShape: number[],
): Tensor =>
  k.run('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...convolution(node), inputShape });

export const depthwiseToFilter = (
  k: Kernels,
  node: Op<'depthwise'>,
  x: Tensor,
  dy: Tensor,
  filterShape: number[],
): Tensor => k.run('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...convolution(node), filterShape });

type Pool = Window & { op: 'maxPool' | 'avgPool' };

export const pool = (k: Kernels, node: Pool, x: Tensor): Tensor =>
  k.run(node.op === 'maxPool' ? 'MaxPool' : 'AvgPool', { x }, pooling(node));

/** `shape`: of x without the rows. */
export function poolToInput(
  k: Kernels,
  node: Pool,
  x: Tensor,
  out: Tensor,
  dy: Tensor,
  shape: NodeShape,
): Tensor {
  if (node.op === 'maxPool') return k.run('MaxPoolGrad', { dy, input: x, output: out }, pooling(node));
  // AvgPoolGrad divides by the whole window also where a part of it lies outside, as the forward kernel does not.
  const share = insideShare(shape, node);
  const full = share.values.every((value) => value === 1);
  const scaled = full ? dy : k.mul(dy, k.input(share.values, share.shape));
  return k.run('AvgPoolGrad', { dy: scaled, input: x }, pooling(node));
}

/** size² / pixels inside the picture, by place of the output: [1, out height, out width, 1]. */
function insideShare(
  [height, width]: NodeShape,
  { size, stride, pad }: Window,
): { values: Float32Array; shape: number[] } {
  const inside = (n: number): number[] => {
    const { out, before } = slide(n, size, stride, pad);
    return Array.from({ length: out }, (_, o) => {
      const begin = o * stride - before;
      return Math.min(n, begin + size) - Math.max(0, begin);
    });
  };
  const [rows, columns] = [inside(height), inside(width)];
  return {
    values: Float32Array.from(rows.flatMap((r) => columns.map((c) => (size * size) / (r * c)))),
    shape: [1, rows.length, columns.length, 1],
  };
}

/** Axes over which a channel's values lie: all but the last. */
export const butLast = (x: Tensor): number[] => x.shape.slice(0, -1).map((_, axis) => axis);

/** What batchNorm of a batch leaves for its gradient and its moving statistics. */
export interface BatchStatistics {
  normal: Tensor;
  inverse: Tensor;
  mean: Tensor;
  variance: Tensor;
}

/** The batch's own statistics (Ioffe & Szegedy 2015), population variance. */
export function normalize(k: Kernels, x: Tensor, epsilon: number): BatchStatistics {
  const mean = k.mean(x, butLast(x));
  const centred = k.sub(x, mean);
  const variance = k.mean(k.square(centred), butLast(x));
  const inverse = k.rsqrt(k.add(variance, k.input(Float32Array.of(epsilon), [])));
  return { normal: k.mul(centred, inverse), inverse, mean, variance };
}

/** Gradient of batchNorm to its input; `dGamma`, `dBeta` of the same batch. */
export function normalizeToInput(
  k: Kernels,
  { normal, inverse }: BatchStatistics,
  gamma: Tensor,
  dy: Tensor,
  dGamma: Tensor,
  dBeta: Tensor,
): Tensor {
  const rows = dy.shape.slice(0, -1).reduce((product, side) => product * side, 1);
  const share = k.input(Float32Array.of(1 / rows), []);
  const shared = k.add(k.mul(normal, k.mul(dGamma, share)), k.mul(dBeta, share));
  return k.mul(k.sub(dy, shared), k.mul(gamma, inverse));
}
