import type { StateCreator } from 'zustand';
import { BenchsideError, errorRecord } from '../../study/errors';
import type { External } from '../../study/results/external';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { sortDrop } from './sort-drop';
import { extensionOf } from './study-slice';
import type { AppState, ExternalSlice } from './types';

export const externalSlice: StateCreator<AppState, [], [], ExternalSlice> = (set, get) => {
  /** One change after the other: each is of what the one before has made. */
  let edits: Promise<void> = Promise.resolve();
  const show = (external: External | null) => {
    if (external) set({ externalResult: external });
  };

  /** What lies beside the model goes from the worker too, pixels above all. */
  const forget = () => {
    if (get().external)
      theEngine()
        .call('externalForget', null)
        .catch(() => {});
  };

  return {
    externalModel: 'winner',
    external: null,
    externalResult: null,

    openExternal(model) {
      forget();
      set({ externalModel: model, external: null, externalResult: null });
      get().go('external');
    },

    async dropExternal(file, name) {
      if (await get().openGiven(file)) return;
      await working(get, set, 'reading', async (signal, onEvent) => {
        const result = await theEngine().read(file, extensionOf(file), { signal, onEvent });
        const model = get().externalModel;
        const answer = await theEngine().call(
          'externalPropose',
          { result, model, name },
          { signal, onEvent },
        );
        set({ external: { ...answer, name }, externalResult: null });
      });
    },

    async dropExternalPictures(files, name) {
      await working(get, set, 'readingPictures', async (signal, onEvent) => {
        const options = { signal, onEvent };
        const { tables, pictures, zips } = sortDrop(files);
        if (pictures.length + zips.length === 0) throw new BenchsideError('external.pictures');
        const { externalModel: model, study, model: loaded } = get();
        const axis = (model === 'winner' ? study?.images?.axis : loaded?.axis) ?? 2;
        const read = await theEngine().readImages([...pictures, ...zips], { axis }, options);
        const [beside] = [...tables, ...read.tables];
        const table = beside
          ? (await theEngine().read(beside.file, extensionOf(beside.file), options)).table
          : null;
        const answer = await theEngine().call('externalPictures', { table, model, name }, options);
        set({ external: { ...answer, name }, externalResult: null });
      });
    },

    editExternal(change, propose) {
      edits = edits.then(async () => {
        const { external } = get();
        if (!external) return;
        try {
          const body = { sources: change(external.sources), ...(propose && { propose }) };
          const answer = await theEngine().call('externalReview', body);
          // Name and patients may have been changed meanwhile.
          const now = get().external;
          if (now?.sources === external.sources)
            set({
              external: {
                ...answer,
                name: now.name,
                patient: answer.patients.find((column) => column === now.patient) ?? null,
              },
              externalResult: null,
              problem: null,
            });
        } catch (thrown) {
          set({ problem: errorRecord(thrown) });
        }
      });
      return edits;
    },

    nameExternal(name) {
      const { external } = get();
      if (external) set({ external: { ...external, name } });
    },
    choosePatients(patient) {
      const { external } = get();
      if (external) set({ external: { ...external, patient }, externalResult: null });
    },

    async validateExternal() {
      await edits;
      const { external } = get();
      if (!external) return;
      const { sources, name, patient } = external;
      show(
        await working(get, set, 'evaluating', (signal, onEvent) =>
          theEngine().call('externalValidate', { sources, name, patient }, { signal, onEvent }),
        ),
      );
    },

    async updateExternal(kind) {
      show(
        await working(get, set, 'evaluating', (signal, onEvent) =>
          theEngine().call('externalUpdate', { kind }, { signal, onEvent }),
        ),
      );
    },

    closeExternal() {
      forget();
      set({ external: null, externalResult: null, problem: null });
    },
  };
};
