import type { StateCreator } from 'zustand';
import type { ModelCard } from '../../engine/protocol';
import { BenchsideError } from '../../study/errors';
import { download } from './download';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import type { AppState, UseSlice } from './types';

export const useSlice: StateCreator<AppState, [], [], UseSlice> = (set, get) => {
  const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
  /** The bundle of the loaded model; null where it is a winner that was never in a file. */
  let bundle: Uint8Array | null = null;
  const show = (model: ModelCard, zip: Uint8Array | null) => {
    bundle = zip;
    set({ model, predictions: null });
  };

  return {
    model: null,
    predictions: null,

    async openModel(file) {
      await working(get, set, 'opening', async () => {
        const zip = await bytesOf(file);
        show(await theEngine().call('openModel', { zip }), zip);
      });
    },

    async reopenModel() {
      if (bundle) await theEngine().call('openModel', { zip: bundle });
      else set({ model: null, predictions: null });
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
      const model = await working(get, set, 'opening', () => theEngine().call('useWinner', null));
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
        const extension = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase() ?? '';
        const { table } = await theEngine().read(file, extension, { signal, onEvent });
        return theEngine().call('predictTable', { table, ...(site && { site }) });
      });
      if (predictions) set({ predictions });
    },

    async downloadPredictions() {
      const csv = await working(get, set, 'exporting', () => theEngine().call('predictionsFile', null));
      if (csv !== null) download('predictions.csv', csv, 'text/csv');
    },
  };
};
