import type { Trial } from '../../study/events';
import { leaderboard } from '../../study/journal-state';
import type { Metric } from '../../study/schema';

export type BoardColumn =
  | 'state'
  | 'trial'
  | 'model'
  | 'metric'
  | 'loss'
  | 'bestEpoch'
  | 'epochs'
  | 'seconds';

export interface BoardSort {
  by: BoardColumn;
  /** Against the column's own direction, which has first what one looks for first. */
  reversed: boolean;
}

export interface BoardRow {
  trial: Trial;
  /** 1 for the best; null for a trial that has no score. */
  rank: number | null;
}

/** Runs now, then how it ended: with a score, early, badly, not at all. */
const STATES: Trial['state'][] = ['running', 'finished', 'pruned', 'failed', 'interrupted'];

type Value = number | string | undefined;

const VALUES: Record<BoardColumn, (row: BoardRow) => Value> = {
  state: ({ trial }) => STATES.indexOf(trial.state),
  trial: ({ trial }) => trial.trial,
  model: ({ trial }) => trial.config.family,
  metric: ({ rank }) => rank ?? undefined,
  loss: ({ trial }) => trial.score?.validLoss,
  bestEpoch: ({ trial }) => trial.score?.bestEpoch,
  epochs: ({ trial }) => trial.points.length || undefined,
  seconds: ({ trial }) => trial.seconds,
};

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows of the leaderboard: pinned ones on top, each group sorted; what has no value in the column comes last. */
export function boardRows(
  trials: readonly Trial[],
  metric: Metric,
  { by, reversed }: BoardSort,
  isPinned: (trial: number) => boolean,
): BoardRow[] {
  const ranked = leaderboard(trials, metric);
  const ranks = new Map(ranked.map((trial, at) => [trial, at + 1]));
  const value = VALUES[by];
  const sign = reversed ? -1 : 1;
  return trials
    .map((trial) => ({ trial, rank: ranks.get(trial) ?? null }))
    .map((row) => ({ row, value: value(row), pinned: isPinned(row.trial.trial) }))
    .sort((a, b) => {
      if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
      if (a.value === undefined || b.value === undefined) {
        if (a.value !== b.value) return a.value === undefined ? 1 : -1;
      } else {
        const order = sign * compare(a.value, b.value);
        if (order !== 0) return order;
      }
      return a.row.trial.trial - b.row.trial.trial;
    })
    .map(({ row }) => row);
}

/** Rows drawn at a time: a thousand at once would hold up every click and every epoch. */
const PAGE = 50;

/**
 * The rows of a page, the first `pinned` on each of them, with their line in the whole table, whose heading is line 1.
 * Pages count from 1; one that is not there is the last.
 */
export function boardPage(
  rows: readonly BoardRow[],
  pinned: number,
  wanted: number,
): { page: number; pages: number; drawn: (BoardRow & { line: number })[] } {
  const pages = Math.max(1, Math.ceil((rows.length - pinned) / PAGE));
  const page = Math.min(wanted, pages);
  const from = pinned + (page - 1) * PAGE;
  const lines = (start: number, end: number) =>
    rows.slice(start, end).map((row, i) => ({ ...row, line: start + i + 2 }));
  return { page, pages, drawn: [...lines(0, pinned), ...lines(from, from + PAGE)] };
}

/** The sort after a click on a column's heading. */
export const sortedBy = (sort: BoardSort, by: BoardColumn): BoardSort => ({
  by,
  reversed: sort.by === by && !sort.reversed,
});
