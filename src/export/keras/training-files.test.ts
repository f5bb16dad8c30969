import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { NetworkSpec } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import { layers } from '../../models/layers';
import { mlp } from '../../models/mlp';
import { transfer } from '../../models/transfer';
import { type Rng, rng } from '../../study/random';
import { rowOrder } from '../../train/batches';
import { balancedWeights } from '../../train/class-weights';
import { initialGraphWeights } from '../../train/graph/initial';
import { openTrainer } from '../../train/open-trainer';
import { Pace } from '../../train/pacing';
import type { NetJob, Rows, Weights } from '../../train/trainer';
import { openWasmGraphs } from '../../train/wasm/open-wasm-graphs';
import { EVERY_OPERATION } from '../onnx/example-nets';
import { safetensors } from '../safetensors';
import { modelKerasPy } from './model-keras';

/** As in onnx/example-files.test.ts. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;
const ROWS = 45;
const EPOCHS = 3;

/** Without dropout, whose masks no other library draws. */
function withoutDropout(spec: NetworkSpec): NetworkSpec {
  if (spec.kind !== 'graph')
    return { ...spec, layers: spec.layers.map((layer) => ({ ...layer, dropout: 0 })) };
  const nodes = spec.nodes.map((node) => (node.op === 'dropout' ? { ...node, rate: 0 } : node));
  return { ...spec, nodes };
}

const shapes = { inputs: 13, kind: 'binary', classes: 2 } as const;
const steps = { batchSize: 16, weightDecay: 0.1, learningRate: 0.01 };

/** The net of every operation with another end and another plan. */
function graphOf(
  units: number,
  changed: Pick<GraphSpec, 'loss'> & { plan: Partial<GraphSpec['optimizer']> },
): GraphSpec {
  const nodes = EVERY_OPERATION.nodes.map((node, i) =>
    node.op === 'dense' && i === EVERY_OPERATION.nodes.length - 1 ? { ...node, units } : node,
  );
  return {
    ...EVERY_OPERATION,
    nodes,
    loss: changed.loss,
    optimizer: { ...EVERY_OPERATION.optimizer, ...changed.plan },
  };
}

/** Graph nets on the application's own kernels: TensorFlow.js without a backend takes minutes. */
async function started(job: NetJob) {
  const { spec } = job;
  if (spec.kind !== 'graph') return (await openTrainer('cpu')).start(job);
  return (await openWasmGraphs(new Pace({ now: () => 0 }))).start({ ...job, spec });
}

/** Every loss, schedule and treatment of weights and gradients, on the smallest nets that show it. */
const CASES: [string, NetworkSpec, 'none' | 'balanced'][] = [
  ['training-mlp-balanced', mlp.spec({ ...steps, hidden: [8] }, shapes), 'balanced'],
  [
    'training-layers-softmax',
    layers.spec({ ...steps, layers: 2 }, { ...shapes, kind: 'multiclass', classes: 3 }),
    'balanced',
  ],
  ['training-mlp-number', mlp.spec(steps, { ...shapes, kind: 'regression', classes: 0 }), 'none'],
  ['training-cosine', EVERY_OPERATION, 'none'],
  ['training-step', graphOf(1, { loss: 'binary', plan: { schedule: 'step', clipNorm: 0 } }), 'balanced'],
  [
    'training-one-cycle',
    graphOf(1, { loss: 'mse', plan: { schedule: 'oneCycle', clipNorm: 0.5, labelSmoothing: 0 } }),
    'none',
  ],
];

/** Outcomes of the rows: the first class is the most frequent one. */
function outcomesFor(loss: NetworkSpec['loss'], random: Rng): Float32Array {
  const classes = { binary: 2, softmax: 3, mse: 0 }[loss];
  return Float32Array.from({ length: ROWS }, (_, i) =>
    classes > 0 ? Math.max(0, (i % 5) - 5 + classes) : random.normal(),
  );
}

const NONE = { n: 0, x: new Float32Array(0), y: new Float32Array(0) };

/** Weights before and after the epochs of a stage. */
async function stage(
  spec: NetworkSpec,
  rows: Omit<Rows, 'n' | 'd'>,
  key: string[],
  initial?: Weights,
): Promise<{ start: Weights; end: Weights }> {
  const train = { n: ROWS, d: spec.inputs, ...rows };
  const valid = { ...NONE, d: spec.inputs };
  const run = await started({ spec, train, valid, key, epochs: EPOCHS, ...(initial && { initial }) });
  const start = await run.weights();
  for (let epoch = 1; epoch <= EPOCHS; epoch++) await run.epoch(epoch, new AbortController().signal);
  const end = await run.weights();
  run.dispose();
  return { start, end };
}

const orders = (...key: string[]): number[][] =>
  Array.from({ length: EPOCHS }, (_, e) => Array.from(rowOrder(ROWS, key, e + 1)));

interface Written {
  spec: NetworkSpec;
  start: Weights;
  end: Weights;
  rows: { x: Float32Array; y: Float32Array; orders: number[][]; training: object };
}

async function write(name: string, { spec, start, end, rows }: Written): Promise<void> {
  const folder = `${OUT}/${name}`;
  for (const [at, weights] of [
    ['start', start],
    ['end', end],
  ] as const) {
    await mkdir(`${folder}/${at}/models/0`, { recursive: true });
    await writeFile(`${folder}/${at}/models/0/weights.safetensors`, safetensors(spec, weights));
  }
  await writeFile(`${folder}/model_keras.py`, modelKerasPy({ members: [{ spec }] }));
  const table = spec.kind === 'graph' ? spec.table : spec.inputs;
  const told = {
    ...rows,
    rows: ROWS,
    x: Array.from(rows.x),
    y: Array.from(rows.y),
    inputs: spec.kind === 'graph' ? { picture: spec.picture, table } : { x: table },
  };
  await writeFile(`${folder}/rows.json`, JSON.stringify(told));
}

it.skipIf(!OUT).each(CASES)(
  'what the app makes of %s is written for interop/check_training.py',
  async (name, given, classWeights) => {
    const spec = withoutDropout(given);
    const random = rng('training files', name);
    const x = Float32Array.from({ length: ROWS * spec.inputs }, () => random.normal());
    const y = outcomesFor(spec.loss, random);
    const classes = Array.from({ length: { binary: 2, softmax: 3, mse: 0 }[spec.loss] }, String);
    const kind = classes.length > 0 ? ('binary' as const) : ('regression' as const);
    const w = balancedWeights({ kind, classes, y: Float64Array.from(y) });
    const { start, end } = await stage(spec, { x, y, ...(classWeights === 'balanced' && w && { w }) }, [
      name,
    ]);
    const training = {
      loss: spec.loss,
      optimizer: spec.optimizer,
      classWeights,
      maxEpochs: EPOCHS,
      patience: EPOCHS,
    };
    await write(name, { spec, start, end, rows: { x, y, orders: orders(name), training } });
    expect(end).not.toEqual(start);
  },
);

/** Mean of each channel of a map, [rows, channels], with the columns that stand behind the map behind it. */
function pooledOf({ picture: [height, width, channels], table, inputs }: GraphSpec, x: Float32Array) {
  const size = height * width;
  return Float32Array.from({ length: ROWS * (channels + table) }, (_, i) => {
    const [row, place] = [Math.floor(i / (channels + table)), i % (channels + table)];
    if (place >= channels) return x[row * inputs + size * channels + place - channels];
    let sum = 0;
    for (let at = 0; at < size; at++) sum += x[row * inputs + at * channels + place];
    return sum / size;
  });
}

/**
 * A backbone's last convolution is all that is trained with the head, so that what the head is first given can be worked
 * out here: the mean of what the convolution makes of each place.
 */
it.skipIf(!OUT)('a head first, then blocks of its backbone with it, is written as well', async () => {
  const name = 'training-two-stages';
  const [channels, features, columns] = [6, 10, 2];
  const params = { ...steps, hidden: 16, dropout: 0 };
  const head = transfer.spec(params, { ...shapes, inputs: features + columns });
  const window = { size: 1, stride: 1, pad: 'same', bias: true } as const;
  const spec: GraphSpec = {
    kind: 'graph',
    picture: [3, 2, channels],
    table: columns,
    inputs: 3 * 2 * channels + columns,
    nodes: [
      { op: 'picture', from: [] },
      { op: 'conv', from: [0], filters: features, ...window },
      { op: 'globalAvgPool', from: [1] },
      { op: 'table', from: [] },
      { op: 'concat', from: [2, 3] },
      { op: 'dense', from: [4], units: 16 },
      { op: 'relu', from: [5] },
      { op: 'dense', from: [6], units: 1 },
    ],
    loss: head.loss,
    optimizer: { ...EVERY_OPERATION.optimizer, labelSmoothing: 0, learningRate: 0.003 },
  };
  const random = rng('training files', name);
  const x = Float32Array.from({ length: ROWS * spec.inputs }, () => random.normal());
  const y = outcomesFor(spec.loss, random);
  const [{ kernel, bias }] = initialGraphWeights(spec, [name]);
  const means = pooledOf(spec, x);
  // The mean of a convolution by single places is the convolution of the mean.
  const pooled = Float32Array.from({ length: ROWS * head.inputs }, (_, i) => {
    const [row, place] = [Math.floor(i / head.inputs), i % head.inputs];
    const from = row * (channels + columns);
    if (place >= features) return means[from + channels + place - features];
    let sum = bias[place];
    for (let c = 0; c < channels; c++) sum += means[from + c] * kernel[c * features + place];
    return sum;
  });
  const first = await stage(head, { x: pooled, y }, [name]);
  const second = await stage(spec, { x, y }, [name, 'second'], [{ kernel, bias }, ...first.end]);
  const own = { maxEpochs: EPOCHS, patience: EPOCHS };
  await write(name, {
    spec,
    start: [{ kernel, bias }, ...first.start],
    end: second.end,
    rows: {
      x,
      y,
      orders: orders(name, 'second'),
      training: {
        loss: spec.loss,
        optimizer: spec.optimizer,
        classWeights: 'none',
        ...own,
        head: { optimizer: head.optimizer, ...own, orders: orders(name) },
      },
    },
  });
  expect(second.end[0]).not.toEqual(second.start[0]);
});
