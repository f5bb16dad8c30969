import type { Evaluation, Trial } from '../../study/events';
import { leaderboard } from '../../study/journal-state';
import type { Study } from '../../study/schema';
import { searchIsStale } from '../store/stage-state';
import type { AppState } from '../store/types';

/** The best finished trial of the newest search, with the study as it was when that search began. */
export interface Winner {
  trial: Trial;
  study: Study;
}

export function winnerOf({ study, trials }: AppState['journal']): Winner | null {
  const trial = study && leaderboard(trials, study.search.metric)[0];
  return study && trial ? { trial, study } : null;
}

/** True where the test set was opened for the winner itself, not for one that led before. */
export function isWinnerEvaluated(journal: AppState['journal']): boolean {
  const winner = winnerOf(journal);
  return winner !== null && journal.evaluation?.trial === winner.trial.trial;
}

/**
 * Why results no longer speak of the study on screen: it was `changed` after the search, or the search went on
 * and found a `better` trial than the one the test set was opened for.
 */
export function staleness(state: Pick<AppState, 'study' | 'journal'>): 'changed' | 'better' | null {
  if (searchIsStale(state)) return 'changed';
  return state.journal.evaluation && !isWinnerEvaluated(state.journal) ? 'better' : null;
}

/** Below this many events or non-events, performance in a test part is too uncertain (Collins et al. 2016). */
export const ENOUGH_EVENTS = 100;

/** Classes with too few test rows for a trustworthy number, in the order of the task. */
export const rareClasses = (
  { counts }: Pick<Evaluation, 'counts'>,
  classes: string[],
): { label: string; count: number }[] =>
  counts.map((count, i) => ({ label: classes[i], count })).filter(({ count }) => count < ENOUGH_EVENTS);

/** Where the chosen threshold stands on the ROC curve: by the confusion table, so that it meets the tiles. */
export function operatingPoint({ confusion }: Pick<Evaluation, 'confusion'>): { fpr: number; tpr: number } {
  const [[trueNegative, falsePositive], [falseNegative, truePositive]] = confusion;
  return {
    fpr: falsePositive / (trueNegative + falsePositive),
    tpr: truePositive / (truePositive + falseNegative),
  };
}
