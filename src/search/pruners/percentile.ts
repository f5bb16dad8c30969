import type { Trial } from '../../study/events';
import { bestLoss, epochOf, peersOf } from './history';
import type { Pruner } from './pruner';

/** Trials that must have finished before any is ended. */
const START_UP = 5;
/** Epochs that every trial is let train. */
const WARM_UP = 10;

/** Percentile `share` (0 to 100) of `values`, NaN left out, interpolated linearly as NumPy does. */
function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const at = (share / 100) * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** The loss a finished trial had at an epoch, or, where its training was over before, what it was taken home with. */
const lossAt = ({ points, score }: Trial, epoch: number): number =>
  points.find((point) => point.epoch === epoch)?.validLoss ?? score?.validLoss ?? Number.NaN;

/**
 * Ends a trial whose best loss so far is worse than the given percentile of what the finished trials had reached at
 * the same epoch. Decides as Optuna's PercentilePruner, and at 50 as its MedianPruner; after Golovin et al., KDD 2017
 * (Vizier's median stopping rule).
 */
export const percentileRule = (name: string, kept: number): Pruner => ({
  name,
  decide(trial, trials, { epochs, planned }) {
    const epoch = epochOf(trial);
    const finished = peersOf(trial, trials).filter(({ state }) => state === 'finished');
    const warmUp = planned ? Math.max(WARM_UP, Math.ceil(epochs / 2)) : WARM_UP;
    if (finished.length < START_UP || epoch < warmUp) return null;
    const own = bestLoss(trial.points);
    const bar = percentileOf(
      finished.map((other) => lossAt(other, epoch)),
      kept,
    );
    if (Number.isNaN(bar) || own <= bar) return null;
    return { by: name, epoch, details: { own, bar, kept, trials: finished.length } };
  },
});

/** Lets the best quarter live. */
export const percentile = percentileRule('percentile', 25);
