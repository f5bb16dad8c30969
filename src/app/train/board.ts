import type { Trial } from '../../study/events';
import { leaderboard } from '../../study/journal-state';
import type { Metric } from '../../study/schema';

export type BoardOrder = 'metric' | 'order';

export interface BoardRow {
  trial: Trial;
  /** 1 for the best; null for a trial that has no score. */
  rank: number | null;
}

/** Rows of the leaderboard: by metric the best first and those without a score after them, or in the order they ran. */
export function boardRows(trials: Trial[], metric: Metric, order: BoardOrder): BoardRow[] {
  const ranked = leaderboard(trials, metric);
  const ranks = new Map(ranked.map((trial, at) => [trial, at + 1]));
  const rows = trials.map((trial) => ({ trial, rank: ranks.get(trial) ?? null }));
  const last = Number.POSITIVE_INFINITY;
  return rows.sort(
    (a, b) =>
      (order === 'metric' ? Math.sign((a.rank ?? last) - (b.rank ?? last) || 0) : 0) ||
      a.trial.trial - b.trial.trial,
  );
}
