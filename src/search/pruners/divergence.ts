import type { EpochPoint } from '../../study/events';
import { bestLoss, epochOf } from './history';
import type { Pruner } from './pruner';

/** So many times the loss of a model that knows nothing ... */
const ABSURD = 5;
/** ... in so many epochs in a row. */
const EPOCHS = 3;

/**
 * Ends a trial whose training blows up: its training loss is far above that of a model that knows nothing and above
 * what it began with, and no validation loss was below. One that comes down from afar is not meant. A validation loss
 * that rises while the training loss falls is no divergence but learning by heart, which patience ends at its best
 * epoch. Losses beyond all reason are an error of training itself (`train.diverged`).
 */
export const divergence: Pruner = {
  name: 'divergence',
  decide(trial, _trials, { baseline }) {
    const recent = trial.points.slice(-EPOCHS);
    const isAbsurd = ({ trainLoss }: EpochPoint) => !(trainLoss < ABSURD * baseline.train);
    if (recent.length < EPOCHS || !recent.every(isAbsurd)) return null;
    const own = recent[EPOCHS - 1].trainLoss;
    if (own < trial.points[0].trainLoss || bestLoss(trial.points) < baseline.valid) return null;
    return { by: 'divergence', epoch: epochOf(trial), details: { own, baseline: baseline.train, raise: 0 } };
  },
};
