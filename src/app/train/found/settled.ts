import { fenceOf } from '../../../search/fence';
import type { Trial } from '../../../study/events';
import { higherIsBetter, leaderboard } from '../../../study/journal-state';
import type { Metric } from '../../../study/schema';
import { nice } from '../../charts/scale';

/** A trial with a score, and where it stands. */
export interface Scored {
  trial: Trial;
  value: number;
  /** 0 for the best, 1 for the last. */
  rank: number;
}

/** Those with a score, in the order in which they began. */
export function scoredTrials(trials: Trial[], metric: Metric): Scored[] {
  const ranked = leaderboard(trials, metric).filter(({ score }) => Number.isFinite(score?.metric));
  const last = Math.max(1, ranked.length - 1);
  return ranked
    .map((trial, place) => ({ trial, value: trial.score?.metric ?? 0, rank: place / last }))
    .sort((a, b) => a.trial.trial - b.trial.trial);
}

/** The best score so far, at each trial that bettered it. */
export function bestSoFar(scored: readonly Scored[], metric: Metric): Scored[] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  let best = Number.POSITIVE_INFINITY;
  return scored.filter(({ value }) => {
    const better = sign * value < best;
    if (better) best = sign * value;
    return better;
  });
}

/** What an axis of scores shows: round limits, and no more of the worst than the fence, so that one trial that diverged does not press all others into a line. */
export function scoreRange(scored: readonly Scored[], metric: Metric): [number, number] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  const losses = scored.map(({ value }) => sign * value);
  const fence = fenceOf(losses);
  const shown = losses.filter((loss) => loss <= fence).map((loss) => sign * loss);
  const [low, high] = nice([Math.min(...shown), Math.max(...shown)], 5);
  // Without the last bits of a sum: a score on the limit is not beyond it.
  return [Number(low.toPrecision(12)), Number(high.toPrecision(12))];
}

/** Those of `trials` that have ended: the very array `before` where they are the same, so that nothing is drawn again for an epoch. */
export function settledTrials(trials: readonly Trial[], before: Trial[]): Trial[] {
  const settled = trials.filter(({ state }) => state !== 'running');
  return settled.length === before.length && settled.every((trial, i) => trial === before[i])
    ? before
    : settled;
}
