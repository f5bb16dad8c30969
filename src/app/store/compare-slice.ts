import type { StateCreator } from 'zustand';
import { errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { theEngine } from './engine';
import type { AppState, CompareSlice } from './types';

const nothing = { value: null, error: null, pending: false };

/** The decisions a comparison stands on: another one here and its numbers are of an older study. */
const comparedKey = ({ columns, task, split, seed, steps, search }: Study): string =>
  JSON.stringify([columns, task, split, seed, steps, search.metric]);

export const compareSlice: StateCreator<AppState, [], [], CompareSlice> = (set, get) => {
  let controller: AbortController | null = null;
  let compared = '';

  return {
    comparison: { ...nothing, stepId: null },
    misread: nothing,

    async compareStep(stepId) {
      const { study } = get();
      if (!study) return;
      controller?.abort();
      const mine = new AbortController();
      controller = mine;
      compared = comparedKey(study);
      const put = (answer: CompareSlice['comparison']) => {
        // Another comparison, a cancel, an edit or another study has made this one's answer old.
        if (controller !== mine) return;
        if (!answer.pending) controller = null;
        set({ comparison: answer });
      };
      put({ ...nothing, pending: true, stepId });
      try {
        const value = await theEngine().call('compareStep', { study, stepId }, { signal: mine.signal });
        put({ value, error: null, pending: false, stepId });
      } catch (thrown) {
        put({ value: null, error: errorRecord(thrown), pending: false, stepId });
      }
    },

    cancelComparison() {
      controller?.abort();
      controller = null;
      set({ comparison: { ...nothing, stepId: null } });
    },

    async askMisread() {
      const { study, misread, comparison } = get();
      if (!study) return;
      if (comparison.stepId !== null && comparedKey(study) !== compared) get().cancelComparison();
      const put = (answer: CompareSlice['misread']) => {
        if (get().study === study) set({ misread: answer });
      };
      put({ ...misread, pending: true });
      try {
        put({ value: await theEngine().call('misread', { study }), error: null, pending: false });
      } catch (thrown) {
        put({ value: null, error: errorRecord(thrown), pending: false });
      }
    },
  };
};
