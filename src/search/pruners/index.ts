import { BenchsideError } from '../../study/errors';
import type { Pruned, Trial } from '../../study/events';
import { higherIsBetter } from '../../study/journal-state';
import { didNotLearn, rateAdvice } from './did-not-learn';
import { divergence } from './divergence';
import { halving } from './halving';
import { bestPoint, epochOf } from './history';
import { hyperband } from './hyperband';
import { median } from './median';
import { patience } from './patience';
import { percentile } from './percentile';
import type { Pruner, TrialFacts } from './pruner';

/** Every pruner that can be chosen, the recommended one first. */
export const pruners: readonly Pruner[] = [median, percentile, halving, hyperband, patience];

/** They watch whatever pruner is chosen, and where none is. */
export const guards: readonly Pruner[] = [divergence, didNotLearn];

/** Throws `study.invalid`. */
export function prunerByName(name: string): Pruner {
  const pruner = pruners.find((p) => p.name === name);
  if (!pruner) throw new BenchsideError('study.invalid', { path: `search.pruner: ${name}` });
  return pruner;
}

/** No finished trial is better, by loss or by the study's metric, than this one was at its best epoch. */
function leads({ points }: Trial, trials: readonly Trial[], { metric }: TrialFacts): boolean {
  const best = bestPoint(points);
  const scores = trials.flatMap(({ state, score }) => (state === 'finished' && score ? [score] : []));
  if (scores.length === 0) return true;
  if (!best) return false;
  const sign = higherIsBetter(metric) ? -1 : 1;
  return (
    scores.every(({ validLoss }) => best.validLoss <= validLoss) ||
    scores.every((score) => sign * best.metric <= sign * score.metric)
  );
}

/**
 * Whether the running trial ends now, and why. Whatever a pruner thinks, none is ended that leads, so that a search
 * always has a winner, and none in its last epoch, which is paid for. `trials`: those settled so far.
 */
export function verdict(
  chosen: string | undefined,
  trial: Trial,
  trials: readonly Trial[],
  facts: TrialFacts,
): Pruned | null {
  if (epochOf(trial) >= facts.epochs || leads(trial, trials, facts)) return null;
  for (const { decide } of chosen ? [...guards, prunerByName(chosen)] : guards) {
    const pruned = decide(trial, trials, facts);
    if (!pruned) continue;
    // Whoever ends it: that it had learned nothing so far is worth knowing.
    const raise = rateAdvice(trial, facts);
    return raise === undefined ? pruned : { ...pruned, details: { raise, ...pruned.details } };
  }
  return null;
}
