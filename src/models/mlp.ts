import { defaultsOf, type ParamValue, type ParamValues } from '../study/params';
import type { DescentSpec, Family } from './family';
import {
  batchSize,
  learningRate,
  optimizerOf,
  orders,
  outputOf,
  share,
  weightDecay,
  weightDecays,
} from './optimization';

/** Widths of the hidden layers, from the input to the output. */
const ARCHITECTURES: readonly (readonly number[])[] = [
  [8],
  [16],
  [32],
  [64],
  [128],
  [32, 16],
  [64, 32],
  [128, 64],
  [256, 128],
  [128, 64, 32],
  [256, 128, 64],
];

/** Fewer rows than this call for a small net that is held back, more than the other allow a large one. */
const FEW_ROWS = 1000;
const MANY_ROWS = 10_000;
const SMALL: ParamValues = { hidden: [32], dropout: 0.4, learningRate: 0.01, weightDecay: 0.03 };
const LARGE: ParamValues = { hidden: [128, 64, 32], dropout: 0.1, learningRate: 0.001, batchSize: 128 };

const widths = (value: ParamValue): readonly number[] => (Array.isArray(value) ? value : []);

/** A multilayer perceptron: fully connected ReLU layers, dropout after each. */
export const mlp: Family<DescentSpec> = {
  name: 'mlp',
  reads: 'embedded',
  params: [
    { key: 'hidden', kind: 'choice', choices: ARCHITECTURES, default: [64, 32] },
    { key: 'dropout', kind: 'float', low: 0, high: 0.9, default: 0.2 },
    learningRate(0.003),
    weightDecay,
    batchSize,
  ],
  space: () => ({
    hidden: { kind: 'choice', values: [[32], [64, 32], [128, 64, 32]] },
    dropout: share(0.5),
    learningRate: orders(1e-4, 3e-2),
    weightDecay: weightDecays,
    batchSize: { kind: 'choice', values: [32, 64, 128] },
  }),
  portfolio: (rows) => [...(rows < MANY_ROWS ? [SMALL] : []), ...(rows < FEW_ROWS ? [] : [LARGE])],
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    const output = outputOf(shapes);
    const dropout = Number(values.dropout);
    return {
      inputs: shapes.inputs,
      layers: [
        ...widths(values.hidden).map((units) => ({ units, activation: 'relu' as const, dropout })),
        output.layer,
      ],
      loss: output.loss,
      optimizer: optimizerOf(values),
    };
  },
};
