import type { EpochPoint, Trial } from '../../study/events';
import { bestLoss, epochOf } from './history';
import type { Pruner, TrialFacts } from './pruner';

/** Share of the baseline below which something was learned: a rare outcome with weak signs lowers its loss by little. */
const LEARNED = 0.995;
/** Epochs that every trial is let train, and the share of its own that it needs besides. */
const LEAST = 10;
const SHARE = { constant: 0.2, planned: 0.5 };
/** A loss that moved by less than this share of the baseline in all has not moved. */
const STILL = 0.01;
/** A training loss that was so many times its smallest. */
const THROWN = 5;
/** So many times the baseline, and so many at least, is the first training loss of a net whose inputs are not scaled. */
const FAR_OFF = 5;

/** How a validation loss went: the sum of its steps without their signs, and which share of that took it downhill. */
function wayOf(points: readonly EpochPoint[]): { length: number; downhill: number } {
  const steps = points.slice(1).map(({ validLoss }, i) => validLoss - points[i].validLoss);
  const length = steps.reduce((sum, step) => sum + Math.abs(step), 0);
  const gone = points[0].validLoss - points[points.length - 1].validLoss;
  return { length, downhill: length > 0 ? gone / length : 0 };
}

/**
 * Whether the rate is too small: the loss creeps, always downhill, or stands still. One that is too large jumps about,
 * or has thrown the net far off in its first steps and left it dead.
 */
function creeps(points: readonly EpochPoint[], { baseline }: TrialFacts): boolean {
  const train = points.map(({ trainLoss }) => trainLoss);
  if (Math.max(...train) > THROWN * Math.min(...train)) return false;
  const { length, downhill } = wayOf(points);
  return length < STILL * baseline.valid || downhill > 0.8;
}

/** What the loss will be at the last epoch if it goes on as in the later half of those so far; as it is where it jumps. */
function foreseen(points: readonly EpochPoint[], { epochs }: TrialFacts): number {
  const later = points.slice(Math.floor(points.length / 2));
  const [from, to] = [later[0], later[later.length - 1]];
  if (wayOf(later).downhill < 0.5) return to.validLoss;
  return to.validLoss + ((to.validLoss - from.validLoss) / (later.length - 1)) * (epochs - points.length);
}

/** Neither its training nor its validation loss has come below what one knows from how common each outcome is. */
function isUnlearned({ points }: Pick<Trial, 'points'>, { baseline }: TrialFacts): boolean {
  const train = Math.min(...points.map(({ trainLoss }) => trainLoss));
  return !(bestLoss(points) < LEARNED * baseline.valid || train < LEARNED * baseline.train);
}

/**
 * What a trial that has learned nothing in ten epochs or more says of its learning rate: 1 to raise it, 0 to lower it;
 * undefined where it has learned something, where it is too soon to tell, and where it creeps down from far beyond
 * anything sensible: then its inputs are not scaled, and the rate is not to blame.
 */
export function rateAdvice(trial: Trial, facts: TrialFacts): 0 | 1 | undefined {
  const { points } = trial;
  if (points.length < LEAST || !isUnlearned(trial, facts)) return undefined;
  if (!creeps(points, facts)) return 0;
  return points[0].trainLoss > FAR_OFF * Math.max(1, facts.baseline.train) ? undefined : 1;
}

/**
 * Ends a trial that knows no more than how common each outcome is after enough epochs, and will not by its last at the
 * pace it goes. It is the mark of a learning rate from the wrong range; whether the loss crept or jumped says from
 * which. A trial that has learned its training rows and nothing else is not meant: another rate would not help it.
 */
export const didNotLearn: Pruner = {
  name: 'didNotLearn',
  decide(trial, _trials, facts) {
    const { points } = trial;
    const { baseline, epochs, planned } = facts;
    const epoch = epochOf(trial);
    const enough = Math.max(LEAST, Math.ceil(epochs * (planned ? SHARE.planned : SHARE.constant)));
    if (epoch < enough || !isUnlearned(trial, facts)) return null;
    if (foreseen(points, facts) < LEARNED * baseline.valid) return null;
    return { by: 'didNotLearn', epoch, details: { own: bestLoss(points), baseline: baseline.valid } };
  },
};
