import type { StateCreator } from 'zustand';
import type { ReadResult } from '../../data/profile-types';
import { errorRecord } from '../../study/errors';
import type { Study } from '../../study/schema';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { extensionOf } from './study-slice';
import type { AppState, HospitalsSlice } from './types';

const nothing = { value: null, error: null, pending: false };

export const hospitalsSlice: StateCreator<AppState, [], [], HospitalsSlice> = (set, get) => {
  /** One change after the other: each is of what the one before has made. */
  let edits: Promise<void> = Promise.resolve();
  let driftOf: Study | null = null;

  const readAll = async (files: File[], signal: AbortSignal, onEvent: (event: object) => void) => {
    const results: ReadResult[] = [];
    for (const file of files)
      results.push(await theEngine().read(file, extensionOf(file), { signal, onEvent }));
    return results;
  };

  return {
    hospitals: null,
    drift: nothing,

    async dropAll(files) {
      if (files.length === 1) return get().drop(files[0]);
      await working(get, set, 'reading', async (signal, onEvent) => {
        const results = await readAll(files, signal, onEvent);
        const known = get().study?.sources ?? [];
        const names = files.map((file) => file.name);
        set({ hospitals: await theEngine().proposeSources({ results, files: names, known }) });
        get().go('hospitals');
      });
    },

    editSources(change, propose) {
      edits = edits.then(async () => {
        const { hospitals } = get();
        if (!hospitals) return;
        try {
          const body = { sources: change(hospitals.sources), ...(propose && { propose }) };
          const answer = await theEngine().call('reviewSources', body);
          if (get().hospitals === hospitals) set({ hospitals: answer, problem: null });
        } catch (thrown) {
          set({ problem: errorRecord(thrown) });
        }
      });
      return edits;
    },

    async adoptHospitals() {
      await edits;
      const { hospitals } = get();
      if (!hospitals) return;
      await working(get, set, 'opening', async () => {
        const { sources } = hospitals;
        const options = { id: crypto.randomUUID(), kind: 'files' as const };
        const adopted = await theEngine().call('adoptSources', { sources, study: null, options });
        set({ hospitals: null });
        get().begin(adopted);
      });
    },

    closeHospitals() {
      set({ hospitals: null });
      get().go(get().study ? 'data' : 'home');
    },

    async attachAll(files) {
      await working(get, set, 'reading', async (signal, onEvent) => {
        const results = await readAll(files, signal, onEvent);
        const { study } = get();
        if (!study) return;
        const names = files.map((file) => file.name);
        const attached = await theEngine().attachSources({ study, results, files: names });
        set({ study: attached.study, profile: attached.profile });
        get().askAgain();
      });
    },

    async askDrift() {
      const { study, drift } = get();
      if (!study || driftOf === study) return;
      driftOf = study;
      const put = (answer: HospitalsSlice['drift']) => {
        if (driftOf === study) set({ drift: answer });
      };
      put({ ...drift, pending: true });
      try {
        put({ value: await theEngine().call('drift', { study }), error: null, pending: false });
      } catch (thrown) {
        put({ value: null, error: errorRecord(thrown), pending: false });
      }
    },
  };
};
