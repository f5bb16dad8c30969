import type { Dataset, Target } from '../data/dataset';
import { type DescentSpec, isDense, type NetSpec } from '../models/family';
import { isOwn, predictOwn } from '../models/own-models';
import { fitPipeline, toMatrix } from '../prep/pipeline';
import { emptyStudy } from '../study/defaults';
import { type Rng, rng } from '../study/random';
import type { ColumnPlan, Study, Task } from '../study/schema';
import type { Weights } from '../train/trainer';
import { inputColumns } from './inputs';
import type { Forward } from './predict';
import { PREDICTOR_VERSION, type Predictor } from './predictor';

// For this folder's tests: nets without TensorFlow.js, and a small finished model.

/** The forward pass in float64, as plainly as it can be written. */
export const plainForward: Forward = async (spec, weights, x, n) => {
  if (isOwn(spec)) return predictOwn(spec, weights, x, n);
  if (!isDense(spec)) throw new Error('for fully connected nets, trees and neighbours only');
  const width = spec.layers[spec.layers.length - 1].units;
  const out = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    let row = Array.from(x.subarray(i * spec.inputs, (i + 1) * spec.inputs));
    spec.layers.forEach(({ units, activation }, l) => {
      const { kernel, bias } = weights[l];
      row = Array.from({ length: units }, (_, u) => {
        const sum = row.reduce((total, value, j) => total + value * kernel[j * units + u], bias[u]);
        return activation === 'relu' ? Math.max(0, sum) : sum;
      });
    });
    if (spec.loss === 'binary') row = row.map((z) => 1 / (1 + Math.exp(-z)));
    if (spec.loss === 'softmax') {
      const odds = row.map((z) => Math.exp(z - Math.max(...row)));
      row = odds.map((o) => o / odds.reduce((a, b) => a + b, 0));
    }
    out.set(row, i * width);
  }
  return out;
};

export const netSpec = (
  inputs: number,
  loss: NetSpec['loss'],
  outputs: number,
  hidden: number[] = [5, 3],
): DescentSpec => ({
  inputs,
  layers: [
    ...hidden.map((units, i) => ({ units, activation: 'relu' as const, dropout: i === 0 ? 0.25 : 0 })),
    { units: outputs, activation: 'linear' as const, dropout: 0 },
  ],
  loss,
  optimizer: { kind: 'adamw', learningRate: 0.003, weightDecay: 1e-4, batchSize: 32 },
});

export function randomWeights(spec: NetSpec, random: Rng): Weights {
  return spec.layers.map(({ units }, i) => {
    const inputs = i === 0 ? spec.inputs : spec.layers[i - 1].units;
    return {
      kernel: Float32Array.from({ length: inputs * units }, () => random.normal()),
      bias: Float32Array.from({ length: units }, () => random.normal()),
    };
  });
}

/** Forty patients with a number (gaps in it), a category and a multi-valued column. */
export function exampleData(): Dataset {
  const random = rng('example data');
  const n = 40;
  const spans = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? [0, 1] : i % 3 === 1 ? [1] : []));
  const offsets = new Uint32Array(n + 1);
  spans.forEach((span, i) => {
    offsets[i + 1] = offsets[i] + span.length;
  });
  return {
    n,
    cols: new Map([
      [
        'age',
        {
          kind: 'num',
          v: Float64Array.from({ length: n }, (_, i) => (i % 7 === 0 ? Number.NaN : 40 + random.int(40))),
        },
      ],
      ['sex', { kind: 'cat', codes: Int32Array.from({ length: n }, () => random.int(2)), dict: ['F', 'M'] }],
      [
        'cp',
        { kind: 'cat', codes: Int32Array.from({ length: n }, () => random.int(3)), dict: ['1', '2', '3'] },
      ],
      ['history', { kind: 'multi', codes: Int32Array.from(spans.flat()), offsets, dict: ['HTN', 'DM'] }],
    ]),
    unit: Int32Array.from({ length: n }, (_, i) => i),
  };
}

const plans: ColumnPlan[] = [
  { name: 'age', type: 'integer', role: 'feature', stored: true },
  { name: 'sex', type: 'binary', role: 'feature', stored: true },
  { name: 'cp', type: 'nominal', role: 'feature', stored: true },
  { name: 'history', type: 'multi', role: 'feature', separator: ';', stored: true },
  { name: 'outcome', type: 'nominal', role: 'target', stored: true },
];

const classesOf = { binary: ['no', 'yes'], multiclass: ['a', 'b', 'c'], regression: [] };
const lossOf = { binary: 'binary', multiclass: 'softmax', regression: 'mse' } as const;

/** Steps fitted on the example data, and two random nets a predictor averages. */
export function examplePredictor(kind: Task['kind'] = 'binary'): {
  predictor: Predictor;
  study: Study;
  data: Dataset;
} {
  const data = exampleData();
  const random = rng('example predictor');
  const target: Target = {
    kind,
    classes: classesOf[kind],
    y: Float64Array.from({ length: data.n }, (_, i) => i % 2),
  };
  const task: Task = { kind, target: 'outcome', classes: classesOf[kind] };
  const steps = ['impute', 'one-hot', 'multi-hot', 'standardize'].map((step) => ({
    id: step,
    step,
    params: {},
  }));
  const fitted = fitPipeline(steps, data, target, { rng: random });
  const { names } = toMatrix(fitted.data);
  const spec = netSpec(names.length, lossOf[kind], Math.max(1, kind === 'multiclass' ? 3 : 1));
  return {
    data,
    study: { ...emptyStudy('study-1'), name: 'An example', columns: plans, task, steps },
    predictor: {
      version: PREDICTOR_VERSION,
      task,
      inputs: inputColumns(data, plans),
      members: [0.25, 0.75].map((weight) => ({
        steps: fitted.fitted,
        names,
        spec,
        weights: randomWeights(spec, random),
        weight,
      })),
      outcome: kind === 'regression' ? { mean: 120, sd: 15 } : null,
      threshold: kind === 'binary' ? 0.4 : null,
      meta: { studyName: 'An example', studyId: 'study-1', metric: 'auroc', test: null },
    },
  };
}
