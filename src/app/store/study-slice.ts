import type { StateCreator } from 'zustand';
import type { ReadResult } from '../../data/profile-types';
import type { ProposeOptions } from '../../engine/protocol';
import { BenchsideError, errorRecord } from '../../study/errors';
import { emptyJournal, replayJournal } from '../../study/journal-state';
import type { ColumnPlan, Study } from '../../study/schema';
import { columnEditor, READING } from './edit-column';
import { theEngine } from './engine';
import { screenInAddress, working } from './navigation-slice';
import type { AppState, StudySlice } from './types';
import { dropUnsaved, keepUnsaved, unsavedOf, whenLeft } from './unsaved';

/** Remembered by the tab and between visits; holds an id that means nothing elsewhere. */
const OPEN_KEY = 'benchside-open-study';
const HISTORY = 100;
const SAVE_AFTER_MS = 300;

/** This tab's own study; in a new tab the one that was opened last. */
export const rememberedStudy = (): string | null =>
  sessionStorage.getItem(OPEN_KEY) ?? localStorage.getItem(OPEN_KEY);

function remember(id: string): void {
  sessionStorage.setItem(OPEN_KEY, id);
  localStorage.setItem(OPEN_KEY, id);
}

function forgetRemembered(): void {
  // Another tab may have opened a study of its own since.
  if (localStorage.getItem(OPEN_KEY) === rememberedStudy()) localStorage.removeItem(OPEN_KEY);
  sessionStorage.removeItem(OPEN_KEY);
}

export const extensionOf = (file: File): string => /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase() ?? '';

const typesOf = (columns: ColumnPlan[]): string =>
  JSON.stringify(columns.map((column) => (['name', ...READING] as const).map((key) => column[key])));

const noAnswers = {
  split: { value: null, error: null, pending: false },
  findings: { value: null, error: null, pending: false },
  preview: { value: null, error: null, pending: false, stepId: null },
  comparison: { value: null, error: null, pending: false, stepId: null },
  misread: { value: null, error: null, pending: false },
} as const;

export const studySlice: StateCreator<AppState, [], [], StudySlice> = (set, get) => {
  let saving: ReturnType<typeof setTimeout> | undefined;

  /** Storage that refused once is not trusted again. */
  const savedNow = () => (get().storageProblem ? 'failed' : 'saved');

  const save = () => {
    clearTimeout(saving);
    set({ saved: 'saving' });
    saving = setTimeout(async () => {
      const { study } = get();
      if (!study) return;
      try {
        await theEngine().call('save', { study });
        if (get().study !== study) return;
        dropUnsaved(study.id);
        set({ saved: savedNow() });
      } catch {
        set({ saved: 'failed' });
      }
    }, SAVE_AFTER_MS);
  };

  whenLeft(() => {
    const { study, saved } = get();
    if (study && saved === 'saving') keepUnsaved(study);
  });

  /** The study as it is now, without a new entry in the history. */
  const become = (study: Study, past: Study[], future: Study[]) => {
    set({ study, past, future });
    save();
    get().askAgain();
  };

  /** A step in the history. Columns of other types than before are profiled again. */
  const travel = async (study: Study, past: Study[], future: Study[]) => {
    const { columns, names } = study;
    const retyped = typesOf(columns) !== typesOf(get().study?.columns ?? []);
    become(study, past, future);
    if (!retyped) return;
    try {
      const profile = await theEngine().call('profile', { columns, names });
      if (get().study?.columns === columns) set({ profile });
    } catch (error) {
      set({ problem: errorRecord(error) });
    }
  };

  const show = (study: Study, profile: StudySlice['profile']) => {
    remember(study.id);
    set({ study, profile, past: [], future: [], saved: savedNow(), ...noAnswers });
    get().askAgain();
  };

  const adopt = async (result: ReadResult, options: Omit<ProposeOptions, 'id'>) =>
    get().begin(
      await theEngine().adopt({ result, study: null, options: { id: crypto.randomUUID(), ...options } }),
    );

  const begin: StudySlice['begin'] = (adopted) => {
    set({ journal: emptyJournal() });
    show(adopted.study, adopted.profile);
    get().go('data');
    void get().testBackends(false);
    void get().refreshStudies();
  };

  return {
    begin,
    study: null,
    profile: [],
    past: [],
    future: [],
    saved: 'saved',
    studies: [],

    edit(change) {
      const { study, past } = get();
      if (!study) return;
      const next = change(study);
      if (next !== study) become(next, [...past.slice(-HISTORY + 1), study], []);
    },

    editColumn: columnEditor(get, set),

    async attach(file) {
      await working(get, set, 'reading', async (signal, onEvent) => {
        const result = await theEngine().read(file, extensionOf(file), { signal, onEvent });
        const { study } = get();
        if (!study) return;
        const attached = await theEngine().attach({ study, result });
        set({ study: attached.study, profile: attached.profile });
        get().askAgain();
      });
    },

    undo() {
      const { study, past, future } = get();
      const last = past.at(-1);
      if (study && last) void travel(last, past.slice(0, -1), [study, ...future]);
    },
    redo() {
      const { study, past, future } = get();
      if (study && future[0]) void travel(future[0], [...past, study], future.slice(1));
    },

    async refreshStudies() {
      try {
        set({ studies: await theEngine().call('list', null) });
      } catch (error) {
        set({ problem: errorRecord(error) });
      }
    },

    async drop(file) {
      const extension = extensionOf(file);
      if (await get().openGiven(file)) return;
      await working(get, set, 'reading', async (signal, onEvent) =>
        adopt(await theEngine().read(file, extension, { signal, onEvent }), { kind: 'file' }),
      );
    },

    async openSample(kind) {
      await working(get, set, 'reading', async (signal, onEvent) =>
        adopt(await theEngine().sample(kind, { signal, onEvent }), { kind }),
      );
    },

    async openStudy(id) {
      const { study, journal } = get();
      // It is open already, its search perhaps running: only the screen changes.
      if (study?.id === id) return get().go(journal.phase === 'none' ? 'data' : 'train');
      await working(get, set, 'opening', async () => {
        const found = await theEngine().call('restore', { id, unsaved: unsavedOf(id) });
        dropUnsaved(id);
        if (!found) {
          forgetRemembered();
          throw new BenchsideError('storage.failed');
        }
        const journal = replayJournal(found.events);
        set({ journal });
        show(found.study, found.profile);
        const wanted = screenInAddress();
        get().go(wanted && wanted !== 'home' ? wanted : journal.phase === 'none' ? 'data' : 'train');
        void get().testBackends(false);
      });
    },

    async forgetStudy(id) {
      if (get().study?.id === id) get().closeStudy();
      try {
        await theEngine().call('forget', { id });
        dropUnsaved(id);
      } catch (error) {
        set({ problem: errorRecord(error) });
      }
      await get().refreshStudies();
    },

    closeStudy() {
      forgetRemembered();
      set({ study: null, profile: [], past: [], future: [], journal: emptyJournal(), ...noAnswers });
      get().go('home');
    },
  };
};
