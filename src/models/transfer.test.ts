import { expect, it } from 'vitest';
import { countCombinations } from '../study/space';
import type { Shapes } from './family';
import { fineTuningOf, transfer } from './transfer';

const shapes: Shapes = { inputs: 1280, kind: 'multiclass', classes: 3 };

it('proposes dropout only for a head with a hidden layer', () => {
  const { dropout, ...space } = transfer.space();
  expect(dropout.when).toEqual({ key: 'hidden', in: [16, 32] });
  expect(
    countCombinations({ transfer: { ...space, learningRate: { kind: 'choice', values: [0.01] } } }),
  ).toEqual({ total: 15, perFamily: { transfer: { total: 15, factors: [3, 1, 5] } } });
});

it('is a softmax regression on the features, or has one hidden layer with dropout', () => {
  expect(transfer.spec({}, shapes).layers).toEqual([{ units: 3, activation: 'linear', dropout: 0 }]);
  expect(transfer.spec({ hidden: 64, dropout: 0.3 }, shapes).layers).toEqual([
    { units: 64, activation: 'relu', dropout: 0.3 },
    { units: 3, activation: 'linear', dropout: 0 },
  ]);
});

it('leaves the backbone alone unless told, and then trains its top gently', () => {
  expect(fineTuningOf({})).toBeNull();
  expect(fineTuningOf({ fineTune: 2, fineTuneRate: 3e-5, fineTuneEpochs: 7, batchSize: 256 })).toEqual({
    blocks: 2,
    epochs: 7,
    optimizer: {
      kind: 'adamw',
      learningRate: 3e-5,
      weightDecay: 0.01,
      batchSize: 32,
      schedule: 'cosine',
      clipNorm: 1,
      labelSmoothing: 0,
    },
  });
});
