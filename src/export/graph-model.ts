import * as v from 'valibot';
import type { GraphNode, GraphSpec } from '../models/graph';
import { inferShapes, parametersOf, sizeOf } from '../models/graph-shapes';
import { BenchsideError } from '../study/errors';
import type { Weights } from '../train/trainer';
import { bytesToFloats, floatsToBytes } from './floats';
import { graphSchema } from './graph-schema';

/**
 * A graph net as the two files of a TensorFlow.js layers model (`tf.loadLayersModel`; in Python
 * `tensorflowjs.converters.load_keras_model`): a functional model whose inputs are the picture [h, w, c] and, where
 * there are any, the table columns. Read back, only our own description in it counts.
 */
export interface GraphFiles {
  json: unknown;
  bin: Uint8Array;
}

const OUTPUT = { binary: 'sigmoid', softmax: 'softmax', mse: 'linear' } as const;
const WEIGHTS = 'weights.bin';

interface Layer {
  class_name: string;
  config: Record<string, unknown>;
}

interface PlacedLayer extends Layer {
  name: string;
  inbound_nodes: unknown[];
}

const pair = (n: number): [number, number] => [n, n];

/** The Keras layer of a node. */
function layerOf(node: GraphNode, spec: GraphSpec): Layer {
  switch (node.op) {
    case 'picture':
      return {
        class_name: 'InputLayer',
        config: { batch_input_shape: [null, ...spec.picture], sparse: false },
      };
    case 'table':
      return { class_name: 'InputLayer', config: { batch_input_shape: [null, spec.table], sparse: false } };
    case 'conv':
      return {
        class_name: 'Conv2D',
        config: {
          ...windowOf(node, 'kernel_size'),
          filters: node.filters,
          use_bias: node.bias,
          activation: 'linear',
        },
      };
    case 'depthwise':
      return {
        class_name: 'DepthwiseConv2D',
        config: {
          ...windowOf(node, 'kernel_size'),
          depth_multiplier: 1,
          use_bias: node.bias,
          activation: 'linear',
        },
      };
    case 'batchNorm':
      return {
        class_name: 'BatchNormalization',
        config: { axis: -1, momentum: 0.9, epsilon: node.epsilon, center: true, scale: true },
      };
    case 'relu':
      return { class_name: 'Activation', config: { activation: 'relu' } };
    case 'relu6':
      return { class_name: 'ReLU', config: { max_value: 6 } };
    case 'maxPool':
      return { class_name: 'MaxPooling2D', config: windowOf(node, 'pool_size') };
    case 'avgPool':
      return { class_name: 'AveragePooling2D', config: windowOf(node, 'pool_size') };
    case 'globalAvgPool':
      return { class_name: 'GlobalAveragePooling2D', config: { data_format: 'channels_last' } };
    case 'add':
      return { class_name: 'Add', config: {} };
    case 'concat':
      return { class_name: 'Concatenate', config: { axis: -1 } };
    case 'dense':
      return {
        class_name: 'Dense',
        config: { units: node.units, use_bias: node.bias !== false, activation: 'linear' },
      };
    case 'dropout':
      return { class_name: 'Dropout', config: { rate: node.rate } };
  }
}

const windowOf = (
  { size, stride, pad }: { size: number; stride: number; pad: string },
  key: 'kernel_size' | 'pool_size',
) => ({ [key]: pair(size), strides: pair(stride), padding: pad, data_format: 'channels_last' });

/** Names of a node's weights with their shapes, in the order of weights.bin. */
function weightNames(spec: GraphSpec): { name: string; shape: number[] }[] {
  const parameters = parametersOf(spec, inferShapes(spec));
  return parameters.flatMap((p, i) => {
    if (!p) return [];
    const { op } = spec.nodes[i];
    const named = (key: string, shape: readonly number[]) => ({
      name: `${nameOf(spec, i)}/${key}`,
      shape: [...shape],
    });
    if (op === 'batchNorm')
      return ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((key) => named(key, p.kernel));
    const kernel =
      op === 'depthwise' ? named('depthwise_kernel', [...p.kernel, 1]) : named('kernel', p.kernel);
    return p.bias.length > 0 ? [kernel, named('bias', p.bias)] : [kernel];
  });
}

const nameOf = ({ nodes }: GraphSpec, i: number): string => `${nodes[i].op.toLowerCase()}_${i}`;

export function graphFiles(spec: GraphSpec, weights: Weights): GraphFiles {
  const last = spec.nodes.length - 1;
  const layers = spec.nodes.map((node, i): PlacedLayer => {
    const { class_name, config } = layerOf(node, spec);
    const name = nameOf(spec, i);
    const inbound = node.from.length > 0 ? [node.from.map((j) => [nameOf(spec, j), 0, 0, {}])] : [];
    return {
      class_name,
      name,
      config: { name, dtype: 'float32', trainable: true, ...config },
      inbound_nodes: inbound,
    };
  });
  layers.push({
    class_name: 'Activation',
    name: 'output',
    config: { name: 'output', dtype: 'float32', trainable: true, activation: OUTPUT[spec.loss] },
    inbound_nodes: [[[nameOf(spec, last), 0, 0, {}]]],
  });
  const inputs = spec.nodes.flatMap(({ op }, i) =>
    op === 'picture' || op === 'table' ? [[nameOf(spec, i), 0, 0]] : [],
  );
  return {
    json: {
      format: 'layers-model',
      generatedBy: 'Benchside',
      convertedBy: null,
      modelTopology: {
        class_name: 'Model',
        config: { name: 'benchside', layers, input_layers: inputs, output_layers: [['output', 0, 0]] },
        keras_version: 'tfjs-layers 4.22.0',
        backend: 'tensor_flow.js',
      },
      weightsManifest: [
        { paths: [WEIGHTS], weights: weightNames(spec).map((named) => ({ ...named, dtype: 'float32' })) },
      ],
      // Only what the schema names goes out.
      userDefinedMetadata: { graph: v.parse(graphSchema, spec) },
    },
    bin: floatsToBytes(
      weights.flatMap(({ kernel, bias, mean, variance }) => [
        kernel,
        bias,
        ...(mean && variance ? [mean, variance] : []),
      ]),
    ),
  };
}

const fileSchema = v.object({ userDefinedMetadata: v.object({ graph: graphSchema }) });

/** Whether a model.json says that it is a graph net of ours. */
export const isGraph = (json: unknown): boolean =>
  v.is(v.object({ userDefinedMetadata: v.object({ graph: v.object({ kind: v.literal('graph') }) }) }), json);

/** The graph net of two untrusted files. Throws `bundle.broken` where they are none or do not fit each other. */
export function graphOf(json: unknown, bin: Uint8Array): { spec: GraphSpec; weights: Weights } {
  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) throw new BenchsideError('bundle.broken');
  const spec: GraphSpec = parsed.output.userDefinedMetadata.graph;
  if (spec.inputs !== sizeOf(spec.picture) + spec.table) throw new BenchsideError('bundle.broken');
  return { spec, weights: weightsOf(spec, bin) };
}

function weightsOf(spec: GraphSpec, bin: Uint8Array): Weights {
  const sizes = shapesIn(spec);
  const total = sizes.reduce((sum, { kernel, bias, statistics }) => sum + kernel + bias + 2 * statistics, 0);
  const values = bytesToFloats(bin, total);
  let at = 0;
  const take = (length: number) => {
    at += length;
    return values.slice(at - length, at);
  };
  return sizes.map(({ kernel, bias, statistics }) => ({
    kernel: take(kernel),
    bias: take(bias),
    ...(statistics > 0 && { mean: take(statistics), variance: take(statistics) }),
  }));
}

/** Lengths of what each node with parameters holds. Throws `bundle.broken` where nodes do not fit each other. */
function shapesIn(spec: GraphSpec): { kernel: number; bias: number; statistics: number }[] {
  try {
    return parametersOf(spec, inferShapes(spec)).flatMap((p) =>
      p
        ? [
            {
              kernel: sizeOf(p.kernel),
              bias: p.bias.length > 0 ? sizeOf(p.bias) : 0,
              statistics: p.statistics,
            },
          ]
        : [],
    );
  } catch {
    throw new BenchsideError('bundle.broken');
  }
}
