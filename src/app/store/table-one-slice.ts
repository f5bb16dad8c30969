import type { StateCreator } from 'zustand';
import { tableOneDefaults } from '../../evaluate/table-one/types';
import { errorRecord } from '../../study/errors';
import { theEngine } from './engine';
import type { AppState, TableOneSlice } from './types';

export const tableOneSlice: StateCreator<AppState, [], [], TableOneSlice> = (set, get) => {
  /** The study that the last good answer is of. */
  let answered = '';
  let asked = 0;

  return {
    tableOne: { value: null, error: null, pending: false },
    tableOneBy: null,
    tableOneOptions: tableOneDefaults(),

    setTableOne({ by, ...options }) {
      set({
        ...(by && { tableOneBy: by }),
        tableOneOptions: { ...get().tableOneOptions, ...options },
      });
      void get().askTableOne();
    },

    async askTableOne() {
      const { study, tableOne, tableOneOptions: options } = get();
      if (!study?.task) return;
      const by = get().tableOneBy ?? (study.task.kind === 'regression' ? 'none' : 'outcome');
      const mine = ++asked;
      const last = answered === study.id ? tableOne.value : null;
      set({ tableOne: { value: last, error: null, pending: true } });
      try {
        const value = await theEngine().call('tableOne', { study, by, options });
        if (mine !== asked) return;
        answered = study.id;
        set({ tableOne: { value, error: null, pending: false } });
      } catch (thrown) {
        if (mine === asked) set({ tableOne: { value: null, error: errorRecord(thrown), pending: false } });
      }
    },
  };
};
