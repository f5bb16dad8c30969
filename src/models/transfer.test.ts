import { expect, it } from 'vitest';
import { countCombinations } from '../study/space';
import type { Shapes } from './family';
import { fineTuningOf, transfer } from './transfer';

const shapes: Shapes = { inputs: 1280, kind: 'multiclass', classes: 3 };

it('proposes 60 heads: 3 architectures × 4 learning rates × 5 batch sizes', () => {
  const { perFamily } = countCombinations({ transfer: transfer.space() });
  expect(perFamily.transfer).toEqual({ total: 60, factors: [3, 4, 5] });
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
