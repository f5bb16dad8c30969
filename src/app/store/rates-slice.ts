import type { StateCreator } from 'zustand';
import { errorRecord } from '../../study/errors';
import { theEngine } from './engine';
import type { AppState, RatesSlice } from './types';

const nothing = { family: null, progress: null, answer: null, error: null };

/** Which learning rates suit a family: an answer for the moment, kept as long as somebody looks at it. */
export const ratesSlice: StateCreator<AppState, [], [], RatesSlice> = (set, get) => {
  let controller: AbortController | null = null;

  return {
    rates: nothing,

    async askRates(family) {
      const { study } = get();
      if (!study) return;
      controller?.abort();
      const mine = new AbortController();
      controller = mine;
      const put = (change: Partial<RatesSlice['rates']>) => {
        if (controller === mine) set({ rates: { ...nothing, family, ...change } });
      };
      put({});
      try {
        const answer = await theEngine().call(
          'rateSweep',
          { study, family },
          {
            signal: mine.signal,
            onEvent: (event) => {
              if ('progress' in event) put({ progress: event.progress });
            },
          },
        );
        put({ answer });
      } catch (thrown) {
        put({ error: errorRecord(thrown) });
      }
    },

    closeRates() {
      const open = controller;
      controller = null;
      open?.abort();
      set({ rates: nothing });
    },
  };
};
