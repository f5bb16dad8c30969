import type { EpochPoint, Trial } from '../../study/events';
import type { TrialFacts } from './pruner';

// For this folder's tests.

export const facts: TrialFacts = {
  epochs: 100,
  patience: 10,
  planned: false,
  metric: 'auroc',
  baseline: { train: 0.69, valid: 0.69 },
};

/** Epochs with these validation losses; the training loss is a little lower, the metric goes with the loss. */
export const pointsOf = (losses: readonly number[]): EpochPoint[] =>
  losses.map((validLoss, i) => ({
    epoch: i + 1,
    trainLoss: validLoss - 0.02,
    validLoss,
    metric: 1 - validLoss,
  }));

const config = { family: 'mlp', params: { learningRate: 0.003 } };

export const running = (trial: number, losses: readonly number[]): Trial => ({
  search: 1,
  trial,
  config,
  state: 'running',
  points: pointsOf(losses),
});

/** Taken home with its smallest loss. */
export function finished(trial: number, losses: readonly number[]): Trial {
  const validLoss = Math.min(...losses);
  const score = { metric: 1 - validLoss, validLoss, bestEpoch: losses.indexOf(validLoss) + 1 };
  return { ...running(trial, losses), state: 'finished', score, seconds: 1, blob: 'b' };
}

/** A loss that falls to `end`. */
export const falling = (end: number, epochs: number): number[] =>
  Array.from({ length: epochs }, (_, i) => end + 0.4 * Math.exp(-(i + 1) / 8));
