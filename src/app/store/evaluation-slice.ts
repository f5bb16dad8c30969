import type { StateCreator } from 'zustand';
import { errorRecord } from '../../study/errors';
import { theEngine } from './engine';
import type { AppState, EvaluationSlice } from './types';

const nothing = { value: null, error: null, pending: false };

export const evaluationSlice: StateCreator<AppState, [], [], EvaluationSlice> = (set, get) => {
  /** The search that recalibrations were asked for: of another one they are another model's. */
  let asked = '';

  return {
    recalibrations: nothing,
    subgrouping: { column: null, error: null },
    ensembling: { pending: false, error: null },

    async askEnsemble() {
      const { study, ensembling } = get();
      if (!study || ensembling.pending) return;
      set({ ensembling: { pending: true, error: null } });
      try {
        // The answer comes back with the journal.
        await theEngine().call('chooseEnsemble', { study });
        set({ ensembling: { pending: false, error: null } });
      } catch (thrown) {
        set({ ensembling: { pending: false, error: errorRecord(thrown) } });
      }
    },

    async askRecalibrations() {
      const { study, journal } = get();
      if (!study) return;
      const mine = `${study.id} ${journal.search}`;
      asked = mine;
      set({ recalibrations: { ...nothing, pending: true } });
      try {
        const value = await theEngine().call('recalibrations', { study });
        if (asked === mine) set({ recalibrations: { value, error: null, pending: false } });
      } catch (thrown) {
        if (asked === mine)
          set({ recalibrations: { value: null, error: errorRecord(thrown), pending: false } });
      }
    },

    forgetRecalibrations() {
      asked = '';
      set({ recalibrations: nothing });
    },

    async askSubgroups(columns) {
      const { study } = get();
      if (!study || get().subgrouping.column !== null) return;
      for (const column of columns) {
        set({ subgrouping: { column, error: null } });
        try {
          // The answer comes back with the journal.
          await theEngine().call('subgroups', { study, column });
        } catch (thrown) {
          set({ subgrouping: { column: null, error: errorRecord(thrown) } });
          return;
        }
        if (get().study?.id !== study.id) break;
      }
      set({ subgrouping: { column: null, error: null } });
    },
  };
};
