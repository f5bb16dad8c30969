import { strategyByName } from '../search/index';
import { asGrid, inSpace, keyOf } from '../search/points';
import type { Trial } from '../study/events';
import { isSettled, isTrainedHere, type JournalState, leaderboard } from '../study/journal-state';
import type { Study } from '../study/schema';
import { type Config, countCombinations } from '../study/space';
import { spaceOf } from '../study/steps-in-space';

type Search = Pick<JournalState, 'study' | 'search' | 'trials' | 'queued'>;

/** Trials of the newest search that are over, without those it has kept of earlier ones or of a cluster. */
const ownOf = ({ trials, search }: Pick<Search, 'trials' | 'search'>): Trial[] =>
  trials.filter((trial) => trial.search === search && isTrainedHere(trial) && isSettled(trial));

/** Seconds that the trials of the newest search have used, whatever became of them. */
export const spentOf = (state: Pick<Search, 'trials' | 'search'>): number =>
  ownOf(state).reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);

/** Trials the budget still allows. */
export const trialsLeft = (state: Search): number =>
  Math.max(0, (state.study?.search.budget.trials ?? 0) - ownOf(state).length);

/** Trials of the newest search since the best of all; every one of them where none has finished. */
export function sinceBest({ study, ...state }: Search): number {
  const best = study && leaderboard(state.trials, study.search.metric)[0];
  return ownOf(state).filter(({ trial }) => !best || trial > best.trial).length;
}

/** Why the budget lets nothing more begin; null where it does. A pure function of the journal, as the search is. */
export function budgetEnd(state: Search): 'budget' | 'noGain' | null {
  const budget = state.study?.search.budget;
  if (!budget || trialsLeft(state) === 0 || spentOf(state) >= budget.minutes * 60) return 'budget';
  return budget.noGain && sinceBest(state) >= budget.noGain ? 'noGain' : null;
}

/** The configurations by hand that are still to be tried, in their order. One that was cut off counts as untried. */
export const handLeft = (state: Search): Config[] =>
  state.queued.slice(ownOf(state).filter(({ why }) => why?.code === 'hand').length);

/** How many of them have not begun. */
export const handWaiting = (state: Search): number =>
  handLeft(state).length - state.trials.filter((t) => !isSettled(t) && t.why?.code === 'hand').length;

/** A search at work that takes further configurations by hand and no others. */
export const isManual = (state: Search & Pick<JournalState, 'phase'>): boolean =>
  (state.phase === 'running' || state.phase === 'paused') &&
  state.study !== null &&
  strategyByName(state.study.search.strategy).byHand === true &&
  trialsLeft(state) > handLeft(state).length;

/** It has its trials done and waits for the next configuration. */
export const isYourTurn = (state: Search & Pick<JournalState, 'phase'>): boolean =>
  state.phase === 'running' &&
  isManual(state) &&
  state.trials.every(isSettled) &&
  handLeft(state).length === 0 &&
  budgetEnd(state) === null;

/**
 * Trials there will be, `kept` ones of earlier searches among them: those the budget allows, never more than the
 * space still holds, or a grid has points.
 */
export function plannedTrials(study: Study, kept: readonly Trial[] = []): number {
  const { strategy, budget } = study.search;
  const whole = spaceOf(study);
  const space = strategy === 'grid' ? asGrid(whole) : whole;
  if (strategyByName(strategy).byHand) return kept.length + budget.trials;
  const tried = new Set(
    kept
      .map(({ config }) => config)
      .filter((c) => inSpace(space, c))
      .map(keyOf),
  );
  return kept.length + Math.min(budget.trials, Math.max(0, countCombinations(space).total - tried.size));
}
