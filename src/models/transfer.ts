import { defaultsOf, type ParamValues } from '../study/params';
import type { DescentSpec, Family } from './family';
import type { GraphSpec } from './graph';
import { batchSize, learningRate, optimizerOf, orders, outputOf, share, weightDecay } from './optimization';

/**
 * A head on what a backbone pretrained on ImageNet says of each picture: 1280 features, table columns after them.
 *
 * The features go in as they are. Each is a mean of ReLU6 outputs, 0 to 6, and how much it varies tells how much the
 * backbone makes of it; brought to one standard deviation, the many that hardly vary drown the rest (pooled AUROC of
 * brain_mri_tumor .95 as they are, .89 standardized, the same folds).
 */
export const transfer: Family<DescentSpec> = {
  name: 'transfer',
  reads: 'features',
  params: [
    { key: 'hidden', kind: 'choice', choices: [0, 16, 32, 64, 128, 256], default: 0 },
    { key: 'dropout', kind: 'float', low: 0, high: 0.9, default: 0.5 },
    learningRate(0.001),
    weightDecay,
    batchSize,
    /** How many of the backbone's top blocks are trained on after the head. */
    { key: 'fineTune', kind: 'choice', choices: [0, 1, 2, 3, 4, 5], default: 0 },
    { key: 'fineTuneRate', kind: 'float', low: 1e-6, high: 0.01, log: true, default: 3e-5 },
    { key: 'fineTuneEpochs', kind: 'int', low: 1, high: 100, default: 10 },
  ],
  space: () => ({
    hidden: { kind: 'choice', values: [0, 16, 32] },
    // Without a hidden layer there is nothing to drop out.
    dropout: { ...share(0.7), when: { key: 'hidden', in: [16, 32] } },
    learningRate: orders(0.001, 0.03),
    batchSize: { kind: 'choice', values: [16, 32, 64, 128, 256] },
  }),
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    const output = outputOf(shapes);
    const units = Number(values.hidden);
    const hidden = { units, activation: 'relu' as const, dropout: Number(values.dropout) };
    return {
      inputs: shapes.inputs,
      layers: units > 0 ? [hidden, output.layer] : [output.layer],
      loss: output.loss,
      optimizer: optimizerOf(values),
    };
  },
};

/** The second stage: which top blocks are trained on together with the head, how long and how. */
export interface FineTuning {
  blocks: number;
  epochs: number;
  optimizer: GraphSpec['optimizer'];
}

/** Null where the configuration leaves the backbone as it is. Batches are small, as maps take more memory than features. */
export function fineTuningOf(params: ParamValues): FineTuning | null {
  const values = { ...defaultsOf(transfer.params), ...params };
  const blocks = Number(values.fineTune);
  if (blocks === 0) return null;
  return {
    blocks,
    epochs: Number(values.fineTuneEpochs),
    optimizer: {
      ...optimizerOf({ ...values, learningRate: values.fineTuneRate }),
      batchSize: Math.min(32, Number(values.batchSize)),
      schedule: 'cosine',
      clipNorm: 1,
      labelSmoothing: 0,
    },
  };
}
