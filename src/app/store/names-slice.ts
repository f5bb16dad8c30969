import type { StateCreator } from 'zustand';
import { BenchsideError } from '../../study/errors';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { extensionOf } from './study-slice';
import type { AppState, NamesSlice } from './types';

export const namesSlice: StateCreator<AppState, [], [], NamesSlice> = (set, get) => ({
  async nameColumns(names) {
    const named = await working(get, set, 'preparing', async () => {
      const { study } = get();
      if (!study) return false;
      const answer = await theEngine().call('nameColumns', { study, names });
      // The study may have been left or changed meanwhile: names are for the one that was asked about.
      if (get().study !== study) return false;
      set({ profile: answer.profile });
      get().edit(() => answer.study);
      return true;
    });
    return named ?? false;
  },

  namesIn: (file) =>
    working(get, set, 'reading', async (signal, onEvent) => {
      const { table, nameless } = await theEngine().read(file, extensionOf(file), { signal, onEvent });
      if (nameless) throw new BenchsideError('data.noNames');
      return table.columns.map((column) => column.name);
    }),
});
