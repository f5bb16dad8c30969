import type { StateCreator } from 'zustand';
import { errorRecord } from '../../study/errors';
import { isSettled } from '../../study/journal-state';
import { type Ground, warmProblem } from '../../study/warm-start';
import { withSearch } from '../../study/with-search';
import { theEngine } from './engine';
import type { AppState, ControlSlice } from './types';

/**
 * The trials that a new search could go on from, and why it cannot; null where there are none with a score.
 */
export function warmStart({
  study,
  journal,
}: Pick<AppState, 'study' | 'journal'>): { trials: number; problem: Ground | null } | null {
  const trials = journal.trials.filter(isSettled);
  if (!study || !journal.study || !trials.some(({ state }) => state === 'finished')) return null;
  return { trials: trials.length, problem: warmProblem(journal.study, study) };
}

/** What can be done with a search beside pausing and ending it. */
export const controlSlice: StateCreator<AppState, [], [], ControlSlice> = (set, get) => {
  /** Tells the engine; a search that is not at work goes on. */
  const tell = async (work: () => Promise<{ active: boolean }>) => {
    set({ problem: null });
    try {
      const { active } = await work();
      if (!active) await get().continueSearch();
    } catch (error) {
      set({ problem: errorRecord(error) });
    }
  };

  return {
    keepTrials: true,

    setKeepTrials: (keepTrials) => set({ keepTrials }),

    async extendSearch(budget) {
      // The study has the budget that its search has: its results are not of an older one.
      get().edit((now) => withSearch(now, { budget }));
      await tell(() => theEngine().call('extend', { budget }));
    },

    queueTrial: (config) => tell(() => theEngine().call('queueTrial', { config })),
  };
};
