import type { Param, ParamValues } from '../study/params';
import type { Domain } from '../study/space';
import type { Descent, NetSpec, Shapes } from './family';

/** Hyperparameters of AdamW (Loshchilov & Hutter, ICLR 2019) that every network family has. */
export const learningRate = (byDefault: number): Param => ({
  key: 'learningRate',
  kind: 'float',
  low: 1e-6,
  high: 1,
  log: true,
  default: byDefault,
});
/** A step shrinks each weight by learning rate × weight decay. */
export const weightDecayOf = (byDefault: number): Param => ({
  key: 'weightDecay',
  kind: 'float',
  low: 0,
  high: 1,
  log: true,
  default: byDefault,
});
export const weightDecay = weightDecayOf(0.01);
export const batchSize: Param = {
  key: 'batchSize',
  kind: 'choice',
  choices: [8, 16, 32, 64, 128, 256, 512, 1024, 2048],
  default: 32,
};

/** A range that is searched by its orders of magnitude. */
export const orders = (low: number, high: number): Domain => ({ kind: 'float', low, high, log: true });
/** A share that is searched evenly, from none. */
export const share = (high: number): Domain => ({ kind: 'float', low: 0, high, log: false });
/** From as good as none. */
export const weightDecays: Domain = orders(1e-4, 0.1);

export const optimizerOf = (params: ParamValues): Descent => ({
  kind: 'adamw',
  learningRate: Number(params.learningRate),
  weightDecay: Number(params.weightDecay),
  batchSize: Number(params.batchSize),
});

/** The output layer and its loss, by the kind of outcome. */
export function outputOf({ kind, classes }: Shapes): {
  layer: NetSpec['layers'][number];
  loss: NetSpec['loss'];
} {
  const layer = (units: number): NetSpec['layers'][number] => ({ units, activation: 'linear', dropout: 0 });
  switch (kind) {
    case 'binary':
      return { layer: layer(1), loss: 'binary' };
    case 'multiclass':
      return { layer: layer(classes), loss: 'softmax' };
    case 'regression':
      return { layer: layer(1), loss: 'mse' };
  }
}
