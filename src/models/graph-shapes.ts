import { BenchsideError } from '../study/errors';
import type { GraphNode, GraphSpec, Padding } from './graph';

/** Shape of a node's output without the rows: [height, width, channels] or [units]. */
export type NodeShape = readonly number[];

/** One axis of a window that slides: how many places it takes, and how much is padded before and after. */
export interface Slide {
  out: number;
  before: number;
  after: number;
}

/** As TensorFlow: same gives ceil(n / stride) places and pads the odd one at the end. */
export function slide(n: number, size: number, stride: number, pad: Padding): Slide {
  if (pad === 'valid') return { out: Math.floor((n - size) / stride) + 1, before: 0, after: 0 };
  const out = Math.ceil(n / stride);
  const total = Math.max((out - 1) * stride + size - n, 0);
  const before = Math.floor(total / 2);
  return { out, before, after: total - before };
}

/** Parameters of a node: shapes of kernel and bias; `statistics` channels where it keeps moving ones. */
export interface NodeParameters {
  kernel: readonly number[];
  /** Empty where there is none. */
  bias: readonly number[];
  statistics: number;
  frozen: boolean;
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);

/**
 * Shapes of all nodes, in their order. Errors: `study.invalid` with the place of the node (`nodes.7`) whose inputs
 * do not stand before it, have the wrong rank or do not fit together, or whose window is larger than its picture.
 */
export function inferShapes(spec: Pick<GraphSpec, 'picture' | 'table' | 'nodes'>): NodeShape[] {
  const shapes: NodeShape[] = [];
  for (const [i, node] of spec.nodes.entries()) {
    const inputs = node.from.map((j) => shapes[j]);
    const shape = inputs.every((s) => s !== undefined) ? shapeOf(spec, node, inputs) : null;
    if (!shape?.every((side) => Number.isInteger(side) && side > 0))
      throw new BenchsideError('study.invalid', { path: `nodes.${i}` });
    shapes.push(shape);
  }
  return shapes;
}

function shapeOf(
  spec: Pick<GraphSpec, 'picture' | 'table'>,
  node: GraphNode,
  inputs: NodeShape[],
): NodeShape | null {
  const [a] = inputs;
  switch (node.op) {
    case 'picture':
      return spec.picture;
    case 'table':
      return [spec.table];
    case 'conv':
      return a.length === 3 ? [...windows(a, node), node.filters] : null;
    case 'depthwise':
    case 'maxPool':
    case 'avgPool':
      return a.length === 3 ? [...windows(a, node), a[2]] : null;
    case 'globalAvgPool':
      return a.length === 3 ? [a[2]] : null;
    case 'dense':
      return a.length === 1 ? [node.units] : null;
    case 'add':
      return sameSides(inputs, a.length) ? a : null;
    case 'concat':
      return inputs.length > 0 && sameSides(inputs, a.length - 1)
        ? [...a.slice(0, -1), inputs.reduce((sum, s) => sum + s[s.length - 1], 0)]
        : null;
    default:
      return a;
  }
}

const windows = (
  [height, width]: NodeShape,
  { size, stride, pad }: { size: number; stride: number; pad: Padding },
): [number, number] => [slide(height, size, stride, pad).out, slide(width, size, stride, pad).out];

const sameSides = ([first, ...others]: NodeShape[], axes: number): boolean =>
  others.every((s) => s.length === first.length && s.slice(0, axes).every((side, i) => side === first[i]));

/** What the nodes learn, by place; null where a node has no parameters. `shapes`: of `inferShapes`. */
export function parametersOf(spec: GraphSpec, shapes: readonly NodeShape[]): (NodeParameters | null)[] {
  return spec.nodes.map((node) => {
    if (!learns(node)) return null;
    const input = shapes[node.from[0] as number];
    const channels = input[input.length - 1];
    const frozen = 'frozen' in node && node.frozen === true;
    switch (node.op) {
      case 'conv': {
        const kernel = [node.size, node.size, channels, node.filters];
        return { kernel, bias: node.bias ? [node.filters] : [], statistics: 0, frozen };
      }
      case 'depthwise': {
        const kernel = [node.size, node.size, channels];
        return { kernel, bias: node.bias ? [channels] : [], statistics: 0, frozen };
      }
      case 'batchNorm':
        return { kernel: [channels], bias: [channels], statistics: channels, frozen };
      case 'dense':
        return {
          kernel: [channels, node.units],
          bias: node.bias === false ? [] : [node.units],
          statistics: 0,
          frozen,
        };
      default:
        return null;
    }
  });
}

const learns = ({ op }: GraphNode): boolean =>
  op === 'conv' || op === 'depthwise' || op === 'batchNorm' || op === 'dense';

/** Numbers that a net learns (frozen ones too), without moving statistics. */
export function countParameters(spec: GraphSpec): number {
  return parametersOf(spec, inferShapes(spec)).reduce(
    (sum, p) => sum + (p ? sizeOf(p.kernel) + (p.bias.length > 0 ? sizeOf(p.bias) : 0) : 0),
    0,
  );
}

/** Whether a gradient must reach each node: it or one before it learns. */
export function gradientReaches(spec: GraphSpec): boolean[] {
  const reached: boolean[] = [];
  for (const node of spec.nodes) {
    const trained = learns(node) && !('frozen' in node && node.frozen);
    reached.push(trained || node.from.some((j) => reached[j]));
  }
  return reached;
}

/** The last node with height and width: where Grad-CAM looks. -1 where there is none. */
export const lastPictureNode = (shapes: readonly NodeShape[]): number =>
  shapes.findLastIndex((shape) => shape.length === 3);
