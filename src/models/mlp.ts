import { defaultsOf, type ParamValue } from '../study/params';
import type { Family, NetSpec } from './family';
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

const widths = (value: ParamValue): readonly number[] => (Array.isArray(value) ? value : []);

/** A multilayer perceptron: fully connected ReLU layers, dropout after each. */
export const mlp: Family<NetSpec> = {
  name: 'mlp',
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
