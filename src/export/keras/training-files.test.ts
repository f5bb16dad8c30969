import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { NetworkSpec } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import { layers } from '../../models/layers';
import { mlp } from '../../models/mlp';
import { rng } from '../../study/random';
import { rowOrder } from '../../train/batches';
import { balancedWeights } from '../../train/class-weights';
import { openTrainer } from '../../train/open-trainer';
import { Pace } from '../../train/pacing';
import type { NetJob } from '../../train/trainer';
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

it.skipIf(!OUT).each(CASES)(
  'what the app makes of %s is written for interop/check_training.py',
  async (name, given, classWeights) => {
    const spec = withoutDropout(given);
    const random = rng('training files', name);
    const classes = { binary: 2, softmax: 3, mse: 0 }[spec.loss];
    const x = Float32Array.from({ length: ROWS * spec.inputs }, () => random.normal());
    const y = Float32Array.from({ length: ROWS }, (_, i) =>
      classes > 0 ? Math.max(0, (i % 5) - 5 + classes) : random.normal(),
    );
    const kind = classes > 0 ? ('binary' as const) : ('regression' as const);
    const w = balancedWeights({
      kind,
      classes: Array.from({ length: classes }, String),
      y: Float64Array.from(y),
    });
    const train = { n: ROWS, d: spec.inputs, x, y, ...(classWeights === 'balanced' && w && { w }) };
    const none = { n: 0, d: spec.inputs, x: new Float32Array(0), y: new Float32Array(0) };
    const run = await started({ spec, train, valid: none, key: [name], epochs: EPOCHS });
    const start = await run.weights();
    for (let epoch = 1; epoch <= EPOCHS; epoch++) await run.epoch(epoch, new AbortController().signal);
    const end = await run.weights();
    run.dispose();
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
    const rows = {
      rows: ROWS,
      x: Array.from(x),
      y: Array.from(y),
      inputs: spec.kind === 'graph' ? { picture: spec.picture, table } : { x: table },
      orders: Array.from({ length: EPOCHS }, (_, e) => Array.from(rowOrder(ROWS, [name], e + 1))),
      training: {
        loss: spec.loss,
        optimizer: spec.optimizer,
        classWeights,
        maxEpochs: EPOCHS,
        patience: EPOCHS,
      },
    };
    await writeFile(`${folder}/rows.json`, JSON.stringify(rows));
    expect(end).not.toEqual(start);
  },
);
