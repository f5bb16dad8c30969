import type { AnySpec, NetSpec } from '../models/family';
import type { GraphSpec } from '../models/graph';
import { inferShapes, parametersOf, sizeOf } from '../models/graph-shapes';
import type { NeighboursSpec } from '../models/neighbours/spec';
import { FIELDS } from '../models/trees/model';
import type { TreesSpec } from '../models/trees/spec';
import type { Weights } from '../train/trainer';
import { floatsToBytes } from './floats';

/** A parameter with its name and its shape in Keras 3. */
interface Parameter {
  name: string;
  shape: readonly number[];
  values: Float32Array;
}

/**
 * The weights of a net as weights.safetensors (https://huggingface.co/docs/safetensors): the length of the header as a
 * little-endian 64-bit number, the header as JSON filled up with spaces to a multiple of 8 bytes, and float32 numbers.
 *
 * Names and shapes are those of Keras 3: `layers.0.kernel` [inputs, units] and `.bias` by the place of a layer;
 * `nodes.7.kernel`, `.bias`, `.gamma`, `.beta`, `.moving_mean`, `.moving_variance` by the place of a node.
 */
export function safetensors(spec: AnySpec, weights: Weights): Uint8Array {
  const parameters = parametersIn(spec, weights);
  let at = 0;
  const entries = parameters.map(({ name, shape, values }) => {
    const from = at;
    at += values.length * 4;
    return [name, { dtype: 'F32', shape, data_offsets: [from, at] }];
  });
  const text = JSON.stringify(Object.fromEntries(entries));
  const header = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const bytes = new Uint8Array(8 + header.length + at);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 8);
  bytes.set(floatsToBytes(parameters.map(({ values }) => values)), 8 + header.length);
  return bytes;
}

function parametersIn(spec: AnySpec, weights: Weights): Parameter[] {
  if (spec.kind === 'trees') return treeParameters(spec, weights);
  if (spec.kind === 'neighbours') return neighbourParameters(spec, weights);
  return spec.kind === 'graph' ? graphParameters(spec, weights) : denseParameters(spec, weights);
}

const treeParameters = (_spec: TreesSpec, [nodes, values]: Weights): Parameter[] => [
  { name: 'trees.nodes', shape: [nodes.kernel.length / FIELDS, FIELDS], values: nodes.kernel },
  { name: 'trees.base', shape: [nodes.bias.length], values: nodes.bias },
  { name: 'trees.values', shape: [nodes.kernel.length / FIELDS, nodes.bias.length], values: values.kernel },
  { name: 'trees.sets', shape: [values.bias.length], values: values.bias },
];

const neighbourParameters = ({ inputs }: NeighboursSpec, [rows, words]: Weights): Parameter[] => [
  { name: 'neighbours.rows', shape: [words.kernel.length, inputs], values: rows.kernel },
  { name: 'neighbours.scale', shape: [inputs], values: rows.bias },
  { name: 'neighbours.outcomes', shape: [words.kernel.length], values: words.kernel },
  { name: 'neighbours.weights', shape: [words.bias.length], values: words.bias },
];

const denseParameters = (spec: NetSpec, weights: Weights): Parameter[] =>
  spec.layers.flatMap(({ units }, i) => {
    const inputs = i === 0 ? spec.inputs : spec.layers[i - 1].units;
    return [
      { name: `layers.${i}.kernel`, shape: [inputs, units], values: weights[i].kernel },
      { name: `layers.${i}.bias`, shape: [units], values: weights[i].bias },
    ];
  });

function graphParameters(spec: GraphSpec, weights: Weights): Parameter[] {
  const entries = weights.values();
  return parametersOf(spec, inferShapes(spec)).flatMap((p, i) => {
    if (!p) return [];
    const own = entries.next().value as Weights[number];
    const { op } = spec.nodes[i];
    const named = (role: string, shape: readonly number[], values: Float32Array | undefined): Parameter[] =>
      values && sizeOf(shape) > 0 && shape.length > 0 ? [{ name: `nodes.${i}.${role}`, shape, values }] : [];
    if (op === 'batchNorm')
      return [
        ...named('gamma', p.kernel, own.kernel),
        ...named('beta', p.bias, own.bias),
        ...named('moving_mean', p.kernel, own.mean),
        ...named('moving_variance', p.kernel, own.variance),
      ];
    return [
      ...named('kernel', op === 'depthwise' ? [...p.kernel, 1] : p.kernel, own.kernel),
      ...named('bias', p.bias, own.bias),
    ];
  });
}
