import type { StateCreator } from 'zustand';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import type { AppState, ExplainSlice } from './types';

export const explainSlice: StateCreator<AppState, [], [], ExplainSlice> = (set, get) => ({
  async askOddsRatios(missing) {
    const { study } = get();
    if (!study) return;
    await working(get, set, 'explaining', (signal, onEvent) =>
      theEngine().call('oddsRatios', { study, missing }, { signal, onEvent }),
    );
  },
  explainCase: (row) =>
    working(get, set, 'explaining', (signal, onEvent) =>
      theEngine().call('explainCase', { row }, { signal, onEvent }),
    ),
  explainInput: (row) =>
    working(get, set, 'explaining', (signal, onEvent) =>
      theEngine().call('explainInput', { rows: [row] }, { signal, onEvent }),
    ),
});
