import type { StateCreator } from 'zustand';
import type { Table } from '../../data/dataset';
import type { ModelCard } from '../../engine/protocol';
import type { NewPredictions } from '../../engine/using/api';
import type { CallOptions } from '../../engine/worker-client';
import { download } from './download';
import { theEngine } from './engine';
import type { UseSlice } from './model-types';
import { working } from './navigation-slice';
import { extensionOf } from './study-slice';
import type { AppState } from './types';

export const useSlice: StateCreator<AppState, [], [], UseSlice> = (set, get) => {
  const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
  const show = (model: ModelCard, bundleFile: File | null) => {
    set({ model, bundleFile, predictions: null, predictedFrom: null, waiting: null, pictureAnswers: null });
  };
  /** Predictions, and the file that they go back into. */
  const keep = (file: File, table: Table, predictions: NewPredictions) =>
    set({
      predictions,
      predictedFrom: { file, columns: table.columns.map(({ name }) => name) },
      waiting: null,
    });
  const tableOf = async (file: File, options: CallOptions) =>
    (await theEngine().read(file, extensionOf(file), options)).table;

  return {
    model: null,
    bundleFile: null,
    predictions: null,
    predictedFrom: null,
    waiting: null,

    async openModel(file) {
      await working(get, set, 'opening', async () => {
        show(await theEngine().call('openModel', { zip: await bytesOf(file) }), file);
      });
    },

    async reopenModel() {
      const { bundleFile } = get();
      if (bundleFile) await theEngine().call('openModel', { zip: await bytesOf(bundleFile) });
      else set({ model: null, predictions: null, predictedFrom: null, waiting: null });
    },

    async useWinner() {
      const { study } = get();
      if (!study) return;
      const model = await working(get, set, 'opening', () => theEngine().call('useWinner', { study }));
      if (model) show(model, null);
    },

    predictRow: (row) =>
      working(get, set, 'predicting', () => theEngine().call('predictRows', { rows: [row] })),

    predictedRow: (row) => working(get, set, 'explaining', () => theEngine().call('predictedRow', { row })),

    async predictFile(file, site) {
      if (await get().openGiven(file)) return;
      await working(get, set, 'predicting', async (signal, onEvent) => {
        const table = await tableOf(file, { signal, onEvent });
        const there = new Set(table.columns.map((c) => c.name));
        const { inputs = [], joins = [] } = get().model ?? {};
        // It may hold the joined columns already.
        if (joins.length > 0 && !inputs.every(({ name }) => there.has(name)))
          return set({ waiting: { file, further: [], ...(site && { site }) }, predictions: null });
        keep(file, table, await theEngine().call('predictTable', { table, ...(site && { site }) }));
      });
    },

    async predictFurther(file) {
      const { waiting, model } = get();
      if (!waiting) return;
      const files = [...waiting.further, file];
      if (files.length < (model?.joins.length ?? 0)) return set({ waiting: { ...waiting, further: files } });
      await working(get, set, 'predicting', async (signal, onEvent) => {
        const options = { signal, onEvent };
        const table = await tableOf(waiting.file, options);
        const further = [];
        for (const each of files) further.push(await tableOf(each, options));
        const { site } = waiting;
        const body = { table, further, ...(site && { site }) };
        keep(waiting.file, table, await theEngine().call('predictTable', body));
      });
    },

    forgetWaiting: () => set({ waiting: null, problem: null }),

    async downloadPredictions(columns, words) {
      const { predictions, predictedFrom } = get();
      if (!predictions || !predictedFrom) return;
      const { file } = predictedFrom;
      const csv = await working(get, set, 'exporting', (signal, onEvent) =>
        theEngine().output(
          { file, extension: extensionOf(file), columns, predictions, words },
          { signal, onEvent },
        ),
      );
      if (csv) download('predictions.csv', csv, 'text/csv');
    },
  };
};
