import type { EpochPoint } from '../../study/events';
import { bestLoss, epochOf } from './history';
import type { Pruner, TrialFacts } from './pruner';

/** Share of the baseline below which something was learned: a rare outcome with weak signs lowers its loss by little. */
const LEARNED = 0.995;
/** Epochs that every trial is let train, and the share of its own that it needs besides. */
const LEAST = 10;
const SHARE = { constant: 0.2, planned: 0.5 };
/** Of all the way that a steady loss goes, this share is downhill. */
const STEADY = 0.8;
/** A loss that moved by less than this share of the baseline in all has not moved. */
const STILL = 0.01;

/** Whether the rate is too small: the loss creeps, always the same way, or stands still. One that is too large jumps about. */
function creeps(points: readonly EpochPoint[], { baseline }: TrialFacts): boolean {
  const steps = points.slice(1).map(({ validLoss }, i) => validLoss - points[i].validLoss);
  const way = steps.reduce((sum, step) => sum + Math.abs(step), 0);
  const gone = points[0].validLoss - points[points.length - 1].validLoss;
  return way < STILL * baseline.valid || gone > STEADY * way;
}

/** What the loss will be at the last epoch if it goes on as in the later half of those so far. */
function foreseen(points: readonly EpochPoint[], { epochs }: TrialFacts): number {
  const half = points[Math.floor(points.length / 2)];
  const last = points[points.length - 1];
  const pace = (last.validLoss - half.validLoss) / (last.epoch - half.epoch);
  return last.validLoss + pace * (epochs - last.epoch);
}

/**
 * Ends a trial that knows no more than how common each outcome is: neither its training nor its validation loss has
 * come below that baseline after enough epochs, nor will it by its last at the pace it goes. It is the mark of a
 * learning rate from the wrong range; whether the loss crept or jumped says from which. A trial that has learned its
 * training rows and nothing else is not meant: another rate would not help it.
 */
export const didNotLearn: Pruner = {
  name: 'didNotLearn',
  decide(trial, _trials, facts) {
    const { points } = trial;
    const { baseline, epochs, planned } = facts;
    const epoch = epochOf(trial);
    const enough = Math.max(LEAST, Math.ceil(epochs * (planned ? SHARE.planned : SHARE.constant)));
    if (points.length < 2 || epoch < enough) return null;
    const own = bestLoss(points);
    const train = Math.min(...points.map(({ trainLoss }) => trainLoss));
    if (own < LEARNED * baseline.valid || train < LEARNED * baseline.train) return null;
    if (foreseen(points, facts) < LEARNED * baseline.valid) return null;
    const raise = creeps(points, facts) ? 1 : 0;
    return { by: 'didNotLearn', epoch, details: { own, baseline: baseline.valid, raise } };
  },
};
