import type { StateCreator } from 'zustand';
import type { ProbeQuestion } from '../../engine/probes/api';
import { errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { theEngine } from './engine';
import type { AppState, ProbesSlice } from './types';

/** The decisions that an answer stands on. */
export const probedKey = ({ columns, task, split, seed, steps, images }: Study): string =>
  JSON.stringify([columns, task, split, seed, steps, images]);

const idle = { question: null, progress: null, error: null };

/** Questions to the development rows; the answers come through the journal. */
export const probesSlice: StateCreator<AppState, [], [], ProbesSlice> = (set, get) => {
  let controller: AbortController | null = null;

  return {
    probing: idle,
    probed: {},

    async probe(question: ProbeQuestion) {
      const { study } = get();
      if (!study) return;
      controller?.abort();
      const mine = new AbortController();
      controller = mine;
      const put = (probing: ProbesSlice['probing']) => {
        if (controller === mine) set({ probing });
      };
      put({ question, progress: null, error: null });
      try {
        await theEngine().call(
          'probe',
          { study, question },
          {
            signal: mine.signal,
            onEvent: (event) => {
              if ('progress' in event) put({ question, progress: event.progress, error: null });
            },
          },
        );
        put(idle);
        set({ probed: { ...get().probed, [question]: probedKey(study) } });
      } catch (thrown) {
        const error = errorRecord(thrown);
        put(error.kind === 'cancelled' ? idle : { question, progress: null, error });
      }
    },

    stopProbe() {
      controller?.abort();
    },
  };
};
