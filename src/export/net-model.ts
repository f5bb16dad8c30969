import * as v from 'valibot';
import type { NetSpec } from '../models/family';
import { BenchsideError } from '../study/errors';
import type { Weights } from '../train/trainer';
import { bytesToFloats, floatsToBytes } from './floats';

/**
 * A net as the two files of a TensorFlow.js layers model (`tf.loadLayersModel`, and in Python
 * `tensorflowjs.converters.load_keras_model`): a Sequential of Dense and Dropout layers that ends in sigmoid,
 * softmax or a linear unit. Written directly, so that no backend is needed to export.
 */
export interface ModelFiles {
  /** model.json, as a JSON value. */
  json: ModelJson;
  /** weights.bin: little-endian float32, kernels row-major. */
  bin: Uint8Array;
}

const WEIGHTS = 'weights.bin';
const OUTPUT = { binary: 'sigmoid', softmax: 'softmax', mse: 'linear' } as const;
const LOSS = { sigmoid: 'binary', softmax: 'softmax', linear: 'mse' } as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const real = v.pipe(v.number(), v.finite());
const share = v.pipe(v.number(), v.minValue(0), v.ltValue(1));
const dense = v.object({
  class_name: v.literal('Dense'),
  config: v.object({
    name: v.string(),
    units: count,
    activation: v.picklist(['relu', 'linear', 'sigmoid', 'softmax']),
    use_bias: v.literal(true),
    batch_input_shape: v.optional(v.tuple([v.null(), count])),
    dtype: v.literal('float32'),
    trainable: v.boolean(),
  }),
});
const dropout = v.object({
  class_name: v.literal('Dropout'),
  config: v.object({ name: v.string(), rate: share, dtype: v.literal('float32'), trainable: v.boolean() }),
});
const modelSchema = v.object({
  format: v.literal('layers-model'),
  generatedBy: v.string(),
  convertedBy: v.null(),
  modelTopology: v.object({
    class_name: v.literal('Sequential'),
    config: v.object({
      name: v.string(),
      layers: v.pipe(v.array(v.variant('class_name', [dense, dropout])), v.minLength(1), v.maxLength(200)),
    }),
    keras_version: v.string(),
    backend: v.string(),
  }),
  weightsManifest: v.tuple([
    v.object({
      paths: v.tuple([v.literal(WEIGHTS)]),
      weights: v.array(v.object({ name: v.string(), shape: v.array(count), dtype: v.literal('float32') })),
    }),
  ]),
  /** What a layers model has no place for: how the net was trained. */
  userDefinedMetadata: v.object({
    optimizer: v.variant('kind', [
      v.object({ kind: v.literal('adamw'), learningRate: real, weightDecay: real, batchSize: count }),
      v.object({ kind: v.literal('convex'), penalty: real, l1Share: real }),
    ]),
  }),
});
export type ModelJson = v.InferOutput<typeof modelSchema>;

/** Lengths of kernel and bias, layer by layer. */
const shapes = (spec: NetSpec): { kernel: [number, number]; bias: [number] }[] =>
  spec.layers.map(({ units }, i) => ({
    kernel: [i === 0 ? spec.inputs : spec.layers[i - 1].units, units],
    bias: [units],
  }));

/** The files of a net. `weights` as the spec shapes them; the output layer's activation follows from the loss. */
export function modelFiles(spec: NetSpec, weights: Weights): ModelFiles {
  const last = spec.layers.length - 1;
  const layers = spec.layers.flatMap(({ units, activation, dropout: rate }, i) => {
    const common = { dtype: 'float32', trainable: true } as const;
    const layer: v.InferOutput<typeof dense> = {
      class_name: 'Dense',
      config: {
        name: `dense_${i + 1}`,
        units,
        activation: i === last ? OUTPUT[spec.loss] : activation,
        use_bias: true,
        ...common,
        ...(i === 0 && { batch_input_shape: [null, spec.inputs] }),
      },
    };
    if (i === last || rate === 0) return [layer];
    return [layer, { class_name: 'Dropout' as const, config: { name: `dropout_${i + 1}`, rate, ...common } }];
  });
  const manifest = shapes(spec).flatMap(({ kernel, bias }, i) => [
    { name: `dense_${i + 1}/kernel`, shape: kernel, dtype: 'float32' as const },
    { name: `dense_${i + 1}/bias`, shape: bias, dtype: 'float32' as const },
  ]);
  return {
    json: {
      format: 'layers-model',
      generatedBy: 'Benchside',
      convertedBy: null,
      modelTopology: {
        class_name: 'Sequential',
        config: { name: 'benchside', layers },
        keras_version: 'tfjs-layers 4.22.0',
        backend: 'tensor_flow.js',
      },
      weightsManifest: [{ paths: [WEIGHTS], weights: manifest }],
      userDefinedMetadata: { optimizer: spec.optimizer },
    },
    bin: floatsToBytes(weights.flatMap(({ kernel, bias }) => [kernel, bias])),
  };
}

/** The net of two untrusted files. Throws `bundle.broken` where they are no net or do not fit each other. */
export function netOf(json: unknown, bin: Uint8Array): { spec: NetSpec; weights: Weights } {
  const parsed = v.safeParse(modelSchema, json);
  if (!parsed.success) throw new BenchsideError('bundle.broken');
  const { modelTopology, userDefinedMetadata } = parsed.output;
  const layers: NetSpec['layers'] = [];
  const activations: v.InferOutput<typeof dense>['config']['activation'][] = [];
  for (const { class_name: kind, config } of modelTopology.config.layers) {
    if (kind === 'Dropout') {
      const before = layers.at(-1);
      if (!before) throw new BenchsideError('bundle.broken');
      before.dropout = config.rate;
    } else {
      activations.push(config.activation);
      layers.push({
        units: config.units,
        activation: config.activation === 'relu' ? 'relu' : 'linear',
        dropout: 0,
      });
    }
  }
  const first = modelTopology.config.layers[0];
  const inputs = first.class_name === 'Dense' ? first.config.batch_input_shape?.[1] : undefined;
  const output = activations.pop();
  const squashed = activations.some((name) => name === 'sigmoid' || name === 'softmax');
  if (!inputs || !output || output === 'relu' || squashed) throw new BenchsideError('bundle.broken');
  const spec: NetSpec = { inputs, layers, loss: LOSS[output], optimizer: userDefinedMetadata.optimizer };
  return { spec, weights: weightsOf(spec, bin) };
}

/** Throws `bundle.broken` where the number of values differs from the spec's or one is not finite. */
function weightsOf(spec: NetSpec, bin: Uint8Array): Weights {
  const sizes = shapes(spec).map(({ kernel, bias }) => ({ kernel: kernel[0] * kernel[1], bias: bias[0] }));
  const total = sizes.reduce((sum, size) => sum + size.kernel + size.bias, 0);
  const values = bytesToFloats(bin, total);
  let at = 0;
  const take = (length: number) => {
    at += length;
    return values.slice(at - length, at);
  };
  return sizes.map((size) => ({ kernel: take(size.kernel), bias: take(size.bias) }));
}
