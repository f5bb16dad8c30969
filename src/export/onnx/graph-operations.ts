import type { GraphNode, GraphSpec, Padding } from '../../models/graph';
import { inferShapes, type NodeShape, parametersOf, slide } from '../../models/graph-shapes';
import type { Weights } from '../../train/trainer';
import type { Attributes, Constant, Operation } from './model';

/**
 * Operations and constants of a graph net. Within, pictures are [n, channels, height, width], as ONNX has them.
 * `top`: the name of the last node's value.
 */
export interface GraphOperations {
  operations: Operation[];
  constants: Constant[];
  top: string;
}

/** Name of a node's value. */
const placeName = (i: number): string => `node_${i}`;
/** Name of a node's parameter: as in weights.safetensors, though kernels are turned. */
const parameterOf = (i: number, role: string): string => `nodes.${i}.${role}`;

const CEILING = { name: 'six', shape: [], values: Float32Array.of(6) };
const FLOOR = { name: 'zero', shape: [], values: Float32Array.of(0) };

const one = (i: number, op: string, inputs: string[], attributes?: Attributes): Operation => ({
  op,
  inputs,
  output: placeName(i),
  ...(attributes && { attributes }),
});

/** Frames a window as TensorFlow does: more at the end where the padding is odd. */
function windowAttributes(
  [height, width]: NodeShape,
  { size, stride, pad }: { size: number; stride: number; pad: Padding },
): Attributes {
  const [rows, columns] = [slide(height, size, stride, pad), slide(width, size, stride, pad)];
  return {
    kernel_shape: [size, size],
    strides: [stride, stride],
    pads: [rows.before, columns.before, rows.after, columns.after],
  };
}

/** [size, size, in, filters] -> [filters, in, size, size]; of one filter a channel `inputs` is 1. */
function turned(kernel: Float32Array, size: number, inputs: number, filters: number): Float32Array {
  const out = new Float32Array(kernel.length);
  for (let tap = 0; tap < size * size; tap++)
    for (let c = 0; c < inputs; c++)
      for (let f = 0; f < filters; f++)
        out[(f * inputs + c) * size * size + tap] = kernel[(tap * inputs + c) * filters + f];
  return out;
}

/** Dropout is left out. `picture`, `table`: names of the values that its inputs are, pictures channels first. */
export function graphOperations(
  spec: GraphSpec,
  weights: Weights,
  given: { picture: string; table: string },
): GraphOperations {
  const shapes = inferShapes(spec);
  const entries = weights.values();
  const ofNode = parametersOf(spec, shapes).map((p) => (p ? entries.next().value : undefined));
  const constants: Constant[] = [];
  const operations: Operation[] = [];
  /** What the value of each node is called: an input or a dropout has no operation of its own. */
  const names: string[] = [];
  for (const [i, node] of spec.nodes.entries()) {
    const inputs = node.from.map((j) => names[j]);
    const shape = shapes[node.from[0] as number];
    names.push(
      node.op === 'picture' || node.op === 'table'
        ? given[node.op]
        : node.op === 'dropout'
          ? inputs[0]
          : placeName(i),
    );
    if (node.op === 'relu6' && !constants.includes(CEILING)) constants.push(FLOOR, CEILING);
    const parameters = parametersIn(i, node, shape, ofNode[i]);
    constants.push(...parameters);
    operations.push(...operationsOf(i, node, shape, [...inputs, ...parameters.map(({ name }) => name)]));
  }
  return { operations, constants, top: names[names.length - 1] };
}

function parametersIn(
  i: number,
  node: GraphNode,
  shape: NodeShape,
  own: Weights[number] | undefined,
): Constant[] {
  if (!own) return [];
  const { kernel, bias, mean, variance } = own;
  const list = (role: string, values: Float32Array): Constant[] =>
    values.length > 0 ? [{ name: parameterOf(i, role), shape: [values.length], values }] : [];
  const whole = (sides: number[], values: Float32Array): Constant[] => [
    { name: parameterOf(i, 'kernel'), shape: sides, values },
    ...list('bias', bias),
  ];
  switch (node.op) {
    case 'conv': {
      const { size, filters } = node;
      return whole([filters, shape[2], size, size], turned(kernel, size, shape[2], filters));
    }
    case 'depthwise': {
      const { size } = node;
      return whole([shape[2], 1, size, size], turned(kernel, size, 1, shape[2]));
    }
    case 'dense':
      return whole([shape[0], node.units], kernel);
    case 'batchNorm':
      return [
        ...list('gamma', kernel),
        ...list('beta', bias),
        ...list('moving_mean', mean ?? new Float32Array(0)),
        ...list('moving_variance', variance ?? new Float32Array(0)),
      ];
    default:
      return [];
  }
}

function operationsOf(i: number, node: GraphNode, shape: NodeShape, inputs: string[]): Operation[] {
  switch (node.op) {
    case 'picture':
    case 'table':
    case 'dropout':
      return [];
    case 'conv':
      return [one(i, 'Conv', inputs, windowAttributes(shape, node))];
    case 'depthwise':
      return [one(i, 'Conv', inputs, { ...windowAttributes(shape, node), group: shape[2] })];
    case 'dense':
      return [one(i, 'Gemm', inputs)];
    case 'batchNorm':
      return [one(i, 'BatchNormalization', inputs, { epsilon: { float: node.epsilon } })];
    case 'relu':
      return [one(i, 'Relu', inputs)];
    case 'relu6':
      return [one(i, 'Clip', [...inputs, FLOOR.name, CEILING.name])];
    case 'maxPool':
      return [one(i, 'MaxPool', inputs, windowAttributes(shape, node))];
    case 'avgPool':
      return [one(i, 'AveragePool', inputs, { ...windowAttributes(shape, node), count_include_pad: 0 })];
    case 'globalAvgPool': {
      const pooled = `${placeName(i)}_pooled`;
      return [{ op: 'GlobalAveragePool', inputs, output: pooled }, one(i, 'Flatten', [pooled], { axis: 1 })];
    }
    case 'add':
      return [one(i, 'Add', inputs)];
    case 'concat':
      return [one(i, 'Concat', inputs, { axis: 1 })];
  }
}
