import type { JournalState } from '../../study/journal-state';
import type { FirstAnswer } from '../../study/results/first-answer';

/** The first answer of the search that is being prepared or runs, until one of its trials has finished. */
export function firstShown(
  { search, phase, trials, first }: Pick<JournalState, 'search' | 'phase' | 'trials' | 'first'>,
  preparing: boolean,
): FirstAnswer | null {
  if (first?.search === search + 1) return preparing ? first.answer : null;
  const active = phase === 'running' || phase === 'paused';
  const waits = active && !trials.some(({ state }) => state === 'finished');
  return first?.search === search && waits ? first.answer : null;
}
