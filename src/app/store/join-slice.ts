import type { StateCreator } from 'zustand';
import { errorRecord } from '../../study/errors';
import { theEngine } from './engine';
import { working } from './navigation-slice';
import { extensionOf } from './study-slice';
import type { AppState, JoinSlice } from './types';

export const joinSlice: StateCreator<AppState, [], [], JoinSlice> = (set, get) => {
  /** One change after the other: each is of what the one before has made. */
  let edits: Promise<void> = Promise.resolve();
  let secondName = '';

  return {
    joining: null,
    joinedFrom: null,

    async readSecond(file) {
      if (await get().openGiven(file)) return;
      await working(get, set, 'reading', async (signal, onEvent) => {
        const { study } = get();
        if (!study) return;
        const right = await theEngine().read(file, extensionOf(file), { signal, onEvent });
        const answer = await theEngine().proposeJoin({ study, right });
        secondName = file.name;
        set({ joining: { ...answer, study: study.id, pending: false } });
      });
    },

    editJoin(change) {
      edits = edits.then(async () => {
        const { joining, study } = get();
        if (!study || !joining?.plan || joining.study !== study.id) return;
        const { sameColumns } = joining;
        const plan = change(joining.plan);
        const asked = { ...joining, plan, pending: true };
        set({ joining: asked });
        try {
          const answer = await theEngine().call('reviewJoin', { study, plan, sameColumns });
          if (get().joining === asked) set({ joining: { ...answer, study: study.id, pending: false } });
        } catch (thrown) {
          if (get().joining === asked) set({ joining, problem: errorRecord(thrown) });
        }
      });
      return edits;
    },

    async adoptJoin() {
      await edits;
      const { joining, study } = get();
      if (!study || !joining?.plan || !joining.review) return;
      const { plan } = joining;
      await working(get, set, 'opening', async () => {
        const adopted = await theEngine().call('adoptJoin', { study, plan, id: crypto.randomUUID() });
        set({ joining: null, joinedFrom: { study: adopted.study.id, from: study.id } });
        get().begin(adopted);
      });
    },

    closeJoin: () => set({ joining: null }),

    async joinAsHospitals() {
      const { study } = get();
      if (!study) return;
      await working(get, set, 'opening', async () => {
        // A file's name is not kept with its study: the first hospital is named on the next screen.
        const files = ['1', secondName];
        const hospitals = await theEngine().call('joinAsHospitals', { study, files });
        set({ hospitals, joining: null });
        get().go('hospitals');
      });
    },

    async attachJoined(files) {
      await working(get, set, 'reading', async (signal, onEvent) => {
        const results = [];
        for (const file of files)
          results.push(await theEngine().read(file, extensionOf(file), { signal, onEvent }));
        const { study } = get();
        if (!study) return;
        const attached = await theEngine().attachJoined({ study, results });
        set({ study: attached.study, profile: attached.profile });
        get().askAgain();
      });
    },
  };
};
