import type { StateCreator } from 'zustand';
import type { ModelCard } from '../../engine/protocol';
import type { CallOptions } from '../../engine/worker-client';
import { BenchsideError } from '../../study/errors';
import { download } from './download';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { extensionOf } from './study-slice';
import type { AppState, UseSlice } from './types';

export const useSlice: StateCreator<AppState, [], [], UseSlice> = (set, get) => {
  const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
  /** The bundle of the loaded model; null where it is a winner that was never in a file. */
  let bundle: Uint8Array | null = null;
  const show = (model: ModelCard, zip: Uint8Array | null) => {
    bundle = zip;
    set({ model, predictions: null, waiting: null, pictureAnswers: null });
  };
  const tableOf = async (file: File, options: CallOptions) =>
    (await theEngine().read(file, extensionOf(file), options)).table;

  return {
    model: null,
    predictions: null,
    waiting: null,

    async openModel(file) {
      await working(get, set, 'opening', async () => {
        const zip = await bytesOf(file);
        show(await theEngine().call('openModel', { zip }), zip);
      });
    },

    async reopenModel() {
      if (bundle) await theEngine().call('openModel', { zip: bundle });
      else set({ model: null, predictions: null, waiting: null });
    },

    async openIfModel(file) {
      let isModel = true;
      await working(get, set, 'opening', async () => {
        try {
          const zip = await bytesOf(file);
          show(await theEngine().call('openModel', { zip }), zip);
          get().go('use');
        } catch (error) {
          // A zip without a manifest may still hold a table.
          if (error instanceof BenchsideError && error.code === 'bundle.missing') {
            isModel = false;
            return;
          }
          throw error;
        }
      });
      return isModel;
    },

    async useWinner() {
      const { study } = get();
      if (!study) return;
      const model = await working(get, set, 'opening', () => theEngine().call('useWinner', { study }));
      if (model) show(model, null);
    },

    async predictRow(row) {
      const predictions = await working(get, set, 'predicting', () =>
        theEngine().call('predictRows', { rows: [row] }),
      );
      if (predictions) set({ predictions });
    },

    async predictFile(file, site) {
      const predictions = await working(get, set, 'predicting', async (signal, onEvent) => {
        const table = await tableOf(file, { signal, onEvent });
        const there = new Set(table.columns.map((c) => c.name));
        const { inputs = [], joins = [] } = get().model ?? {};
        // It may hold the joined columns already.
        if (joins.length > 0 && !inputs.every(({ name }) => there.has(name))) {
          set({ waiting: { file, further: [], ...(site && { site }) }, predictions: null });
          return null;
        }
        set({ waiting: null });
        return theEngine().call('predictTable', { table, ...(site && { site }) });
      });
      if (predictions) set({ predictions });
    },

    async predictFurther(file) {
      const { waiting, model } = get();
      if (!waiting) return;
      const files = [...waiting.further, file];
      if (files.length < (model?.joins.length ?? 0)) return set({ waiting: { ...waiting, further: files } });
      const predictions = await working(get, set, 'predicting', async (signal, onEvent) => {
        const options = { signal, onEvent };
        const table = await tableOf(waiting.file, options);
        const further = [];
        for (const each of files) further.push(await tableOf(each, options));
        const { site } = waiting;
        return theEngine().call('predictTable', { table, further, ...(site && { site }) });
      });
      if (predictions) set({ predictions, waiting: null });
    },

    forgetWaiting: () => set({ waiting: null, problem: null }),

    async downloadPredictions() {
      const csv = await working(get, set, 'exporting', () => theEngine().call('predictionsFile', null));
      if (csv !== null) download('predictions.csv', csv, 'text/csv');
    },
  };
};
