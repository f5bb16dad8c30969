import { cutAt, FEATURES } from '../../models/backbones/efficientnet-lite0';
import type { Family, NetSpec, NetworkSpec, Shapes } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';
import { networkFamilies } from '../../models/index';
import type { ParamValues } from '../../study/params';
import { type Rng, rng } from '../../study/random';
import { initialGraphWeights } from '../../train/graph/initial';
import { referenceForward } from '../../train/graph/reference';
import { flatten, initialWeights, layoutOf } from '../../train/layout';
import { referenceLogits } from '../../train/reference';
import type { Weights } from '../../train/trainer';

// For tests alone: nets of every family with weights, rows and what the float64 reference makes of them.

export interface ExampleNet {
  family: string;
  name: string;
  spec: NetworkSpec;
  weights: Weights;
  n: number;
  /** Rows of a fully connected net [n, inputs], or the columns beside pictures [n, table]. */
  table: Float32Array;
  /** [n, height, width, channels], empty where it reads none. */
  pictures: Float32Array;
}

const OUTCOMES = {
  binary: { kind: 'binary', classes: 2 },
  multiclass: { kind: 'multiclass', classes: 4 },
  regression: { kind: 'regression', classes: 0 },
} as const;

/** Other values than the defaults, by family. */
const CHANGED: Record<string, ParamValues[]> = {
  logistic: [],
  mlp: [{ dropout: 0.3 }],
  'tabular-resnet': [
    { width: 8, blocks: 3, hiddenFactor: 1.5, dropout: 0, schedule: 'warmCosine', averaging: 0.5 },
  ],
  layers: [
    { layers: 1, units1: 8 },
    { layers: 4, units1: 16, units2: 8, units3: 64, units4: 32, dropout: 0 },
  ],
  transfer: [{ hidden: 32 }],
  resnet: [{ width: 8, blocks: 2, dropout: 0.2, schedule: 'cosine', clipNorm: 1 }],
  cnn: [{ width: 8, depth: 3, schedule: 'step' }],
  densenet: [{ growth: 4, layers: 2 }],
  inception: [{ width: 2, modules: 2, schedule: 'constant' }],
  mobile: [{ width: 8, blocks: 3, expand: 6 }],
  cells: [
    { width: 8, edge01: 'pool3', edge02: 'skip', edge12: 'conv3', edge03: 'none', edge13: 'conv1' },
    { width: 8, depth: 2, edge01: 'none', edge12: 'none', edge03: 'none', edge23: 'none' },
  ],
};

/** Sides that no stride divides, of one, two and three channels; columns beside the first. */
const PICTURES: (Pick<Shapes, 'picture' | 'table'> & { kind: keyof typeof OUTCOMES })[] = [
  { kind: 'binary', picture: [29, 37, 1], table: 3 },
  { kind: 'multiclass', picture: [28, 28, 3], table: 0 },
  { kind: 'regression', picture: [51, 49, 2], table: 2 },
];
/** Large enough for the stem of a convolution of 7 and a pool. */
const LARGE: (typeof PICTURES)[number] = { kind: 'binary', picture: [131, 130, 1], table: 0 };

const inputsOf = ({ picture, table = 0 }: (typeof PICTURES)[number]): number =>
  (picture ?? []).reduce((product, side) => product * side, 1) + table;

function shapesFor(reads: Family['reads']): { shapes: Shapes; about: string }[] {
  if (reads === 'picture')
    return [...PICTURES, LARGE].map((given) => ({
      shapes: { ...OUTCOMES[given.kind], ...given, inputs: inputsOf(given) },
      about: `${given.kind}-${given.picture?.join('x')}`,
    }));
  const inputs = reads === 'features' ? FEATURES + 3 : 13;
  return Object.values(OUTCOMES).map((outcome) => ({
    shapes: { ...outcome, inputs },
    about: outcome.kind,
  }));
}

/** Every operation there is, once, and windows without padding, with as much on both sides, and with more at the end. */
export const EVERY_OPERATION: GraphSpec = {
  kind: 'graph',
  picture: [17, 14, 2],
  table: 3,
  inputs: 17 * 14 * 2 + 3,
  nodes: [
    { op: 'picture', from: [] },
    { op: 'conv', from: [0], filters: 4, size: 3, stride: 2, pad: 'valid', bias: true },
    { op: 'batchNorm', from: [1], epsilon: 1e-3 },
    { op: 'relu', from: [2] },
    { op: 'depthwise', from: [3], size: 5, stride: 1, pad: 'same', bias: true },
    { op: 'relu6', from: [4] },
    { op: 'add', from: [3, 5] },
    { op: 'maxPool', from: [6], size: 3, stride: 2, pad: 'valid' },
    { op: 'avgPool', from: [6], size: 3, stride: 2, pad: 'valid' },
    { op: 'concat', from: [7, 8] },
    { op: 'maxPool', from: [9], size: 2, stride: 1, pad: 'same' },
    { op: 'avgPool', from: [10], size: 3, stride: 2, pad: 'same' },
    { op: 'concat', from: [11] },
    { op: 'globalAvgPool', from: [12] },
    { op: 'table', from: [] },
    { op: 'concat', from: [13, 14] },
    { op: 'dense', from: [15], units: 5 },
    { op: 'batchNorm', from: [16], epsilon: 1e-5 },
    { op: 'relu', from: [17] },
    { op: 'dropout', from: [18], rate: 0.5 },
    { op: 'dense', from: [19], units: 3 },
  ],
  loss: 'softmax',
  optimizer: {
    kind: 'adamw',
    learningRate: 0.01,
    weightDecay: 0.1,
    batchSize: 8,
    schedule: 'cosine',
    clipNorm: 1,
    labelSmoothing: 0.1,
  },
};

/** A backbone's top block trained with its head, three columns beside it, on small maps. */
function fineTuned(): GraphSpec {
  const head = transferHead();
  return cutAt(1, head, { ...EVERY_OPERATION.optimizer, labelSmoothing: 0 }, [64, 96, 3]).above;
}

function transferHead(): NetSpec {
  const family = networkFamilies.find(({ name }) => name === 'transfer') as Family<NetSpec>;
  return family.spec({ hidden: 16 }, { inputs: FEATURES + 3, kind: 'binary', classes: 2 });
}

/** Every family under its defaults and some other values, for each kind of outcome; then what no family alone has. */
export function* exampleNets(): Generator<ExampleNet> {
  for (const family of networkFamilies)
    for (const { shapes, about } of shapesFor(family.reads))
      for (const [i, params] of [{}, ...(CHANGED[family.name] ?? [])].entries())
        if (shapes.picture?.[0] !== LARGE.picture?.[0] || i === 0)
          yield exampleOf(
            family.name,
            `${family.name}-${about}-${i}`,
            family.spec(params, shapes) as NetworkSpec,
          );
  yield exampleOf('transfer', 'transfer-fine-tuned', fineTuned());
  yield everyOperation();
}

export const everyOperation = (): ExampleNet =>
  exampleOf('every operation', 'every-operation', EVERY_OPERATION);

function exampleOf(family: string, name: string, spec: NetworkSpec): ExampleNet {
  const random = rng('example net', name);
  const weights = shaken(
    spec.kind === 'graph' ? initialGraphWeights(spec, [name]) : initialWeights(spec, [name]),
    random,
  );
  const normals = (length: number) => Float32Array.from({ length }, () => random.normal());
  const table = spec.kind === 'graph' ? spec.table : spec.inputs;
  const n = spec.kind === 'graph' ? 2 : 5;
  return {
    family,
    name,
    spec,
    weights,
    n,
    table: normals(n * table),
    pictures: normals(n * (spec.inputs - table)),
  };
}

/** Trained nets have biases and moving statistics that are not those of the beginning. */
const shaken = (weights: Weights, random: Rng): Weights =>
  weights.map(({ kernel, bias, mean, variance }) => ({
    kernel: kernel.map((value) => value * (1 + 0.1 * random.normal())),
    bias: bias.map(() => 0.1 * random.normal()),
    ...(mean && { mean: mean.map(() => 0.1 * random.normal()) }),
    ...(variance && { variance: variance.map(() => 0.5 + random.next()) }),
  }));

export const inDouble = (weights: Weights) =>
  weights.map(({ kernel, bias, mean, variance }) => ({
    kernel: Float64Array.from(kernel),
    bias: Float64Array.from(bias),
    ...(mean && { mean: Float64Array.from(mean) }),
    ...(variance && { variance: Float64Array.from(variance) }),
  }));

/** What the float64 reference answers, [n, units], after sigmoid or softmax. */
export function expectedOf({ spec, weights, n, table, pictures }: ExampleNet): number[] {
  if (spec.kind === 'graph') {
    const pass = referenceForward(spec, inDouble(weights), { n, pictures, table, training: false });
    const units = inferShapes(spec).at(-1)?.[0] ?? 1;
    return activated(spec.loss, pass.values[pass.values.length - 1], units);
  }
  const flat = Float64Array.from(flatten(layoutOf(spec), weights));
  const rows = { n, d: spec.inputs, x: table, y: new Float32Array(n) };
  return activated(spec.loss, referenceLogits(spec, flat, rows), spec.layers.at(-1)?.units ?? 1);
}

/** Logits to outputs, in float64. */
function activated(loss: NetSpec['loss'], z: Float64Array, units: number): number[] {
  if (loss === 'mse') return Array.from(z);
  if (loss === 'binary') return Array.from(z, (value) => 1 / (1 + Math.exp(-value)));
  const rows = Array.from({ length: z.length / units }, (_, i) => z.subarray(i * units, (i + 1) * units));
  return rows.flatMap((row) => {
    const odds = Array.from(row, (value) => Math.exp(value - Math.max(...row)));
    const sum = odds.reduce((a, b) => a + b);
    return odds.map((value) => value / sum);
  });
}
