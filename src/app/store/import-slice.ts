import type { StateCreator } from 'zustand';
import { decisionsOf } from '../../engine/starting/on-new-data';
import { BenchsideError, errorRecord } from '../../study/errors';
import { theEngine } from './engine';
import type { ImportSlice } from './model-types';
import { working } from './navigation-slice';
import { extensionOf } from './study-slice';
import type { AppState } from './types';

export const importSlice: StateCreator<AppState, [], [], ImportSlice> = (set, get) => {
  /** One change after the other: each is of what the one before has made. */
  let edits: Promise<void> = Promise.resolve();

  /** What a file is to be asked about; null where it is neither a bundle nor a study file. */
  const look = async (file: File): Promise<NonNullable<ImportSlice['given']> | null> => {
    if (extensionOf(file) === 'json') {
      return { bundle: null, template: await theEngine().readStudy(file) };
    }
    const zip = new Uint8Array(await file.arrayBuffer());
    try {
      const { card, template } = await theEngine().call('lookIntoBundle', { zip });
      return { bundle: { file, card }, template };
    } catch (error) {
      // A zip without a manifest may still hold a table.
      if (error instanceof BenchsideError && error.code === 'bundle.missing') return null;
      throw error;
    }
  };

  return {
    given: null,
    start: null,

    async openGiven(file) {
      if (!['zip', 'json'].includes(extensionOf(file))) return false;
      let taken = true;
      await working(get, set, 'opening', async () => {
        const given = await look(file);
        if (!given) {
          taken = false;
          return;
        }
        set({ given, start: null });
        get().go('import');
      });
      return taken;
    },

    async predictGiven() {
      const { given } = get();
      if (!given?.bundle) return;
      await get().openModel(given.bundle.file);
      if (get().problem) return;
      set({ given: null, start: null });
      get().go('use');
    },

    async validateGiven() {
      const { given } = get();
      if (!given?.bundle) return;
      await get().openModel(given.bundle.file);
      if (get().problem) return;
      set({ given: null, start: null });
      get().openExternal('loaded');
    },

    startFromModel() {
      const { bundleFile } = get();
      if (bundleFile) void get().openGiven(bundleFile);
    },

    async dropStart(file, site) {
      await working(get, set, 'reading', async (signal, onEvent) => {
        const { given } = get();
        if (!given) return;
        const result = await theEngine().read(file, extensionOf(file), { signal, onEvent });
        const { template } = given;
        set({ start: await theEngine().call('startPropose', { result, template, site }) });
      });
    },

    editStart(change, propose) {
      edits = edits.then(async () => {
        const { start } = get();
        if (!start) return;
        try {
          const body = { sources: change(start.sources), ...(propose && { propose }) };
          const answer = await theEngine().call('startReview', body);
          if (get().start === start) set({ start: answer, problem: null });
        } catch (thrown) {
          set({ problem: errorRecord(thrown) });
        }
      });
      return edits;
    },

    async adoptStart() {
      await edits;
      const { start } = get();
      if (!start) return;
      await working(get, set, 'opening', async () => {
        const body = { sources: start.sources, id: crypto.randomUUID() };
        const adopted = await theEngine().call('startAdopt', body);
        set({ given: null, start: null });
        get().begin(adopted);
      });
    },

    takeDecisions() {
      const { given } = get();
      if (!given) return;
      const decisions = decisionsOf(given.template.study);
      set({ given: null, start: null });
      get().edit((now) => ({ ...now, ...decisions }));
    },

    anotherStart: () => set({ start: null, problem: null }),

    closeGiven() {
      set({ given: null, start: null });
      get().go(get().study ? 'data' : 'home');
    },
  };
};
