import type { StateCreator } from 'zustand';
import type { Progress } from '../../study/context';
import { BenchsideError, errorRecord } from '../../study/errors';
import type { JournalEvent } from '../../study/events';
import { emptyJournal, interrupted, reduceEvents, replayJournal } from '../../study/journal-state';
import type { Answer } from './answer';
import { warmStart } from './control-slice';
import { listenToEngine, theEngine } from './engine';
import { working } from './navigation-slice';
import { proposedSubgroups } from './subgroup-columns';
import type { AppState, Busy, WorkSlice } from './types';

/** Edits come in bursts (a slider): the engine is asked once they pause. */
const ASK_AFTER_MS = 120;
/** Journal lines reach the screens in batches: a frame or so of delay for no work an event. */
const BATCH_MS = 50;

const nothing = { value: null, error: null, pending: false };

export const workSlice: StateCreator<AppState, [], [], WorkSlice> = (set, get) => {
  let asking: ReturnType<typeof setTimeout> | undefined;
  let queue: { event: JournalEvent; study: string }[] = [];
  let firstLine = () => {};

  const drain = () => {
    // Lines of a study that was left meanwhile are in its own journal, not in this one.
    const events = queue.filter(({ study }) => study === get().study?.id).map(({ event }) => event);
    queue = [];
    if (events.length > 0) set({ journal: reduceEvents(get().journal, events) });
  };

  listenToEngine({
    journal(event, study) {
      // A first answer comes while the rest is still being prepared.
      if (event.type !== 'first.answered') firstLine();
      if (queue.push({ event, study }) === 1) setTimeout(drain, BATCH_MS);
      // What stood there while it was being prepared goes on standing, and does not blink.
      if (event.type === 'search.started') drain();
    },
    storage: (storageProblem) => set({ storageProblem, saved: 'failed' }),
    crashed() {
      set({ problem: errorRecord(new BenchsideError('worker.crashed', {}, 'fatal')) });
      void recover();
    },
  });

  /** A worker that ended took its memory with it; what was committed lies in storage. */
  const recover = async () => {
    const id = get().study?.id;
    try {
      const found = id === undefined ? null : await theEngine().call('restore', { id });
      // Lines on their way are in what was restored, or were never kept.
      queue = [];
      const { study, journal } = get();
      if (found && study && study.id === id) {
        const stored = new Map(found.study.columns.map((c) => [c.name, c.stored]));
        const columns = study.columns.map((c) => ({ ...c, stored: stored.get(c.name) ?? false }));
        set({ study: { ...study, columns }, journal: replayJournal(found.events), steering: false });
        get().askAgain();
      } else set({ journal: interrupted(journal), steering: false });
      await get().reopenModel();
    } catch (error) {
      set({ problem: errorRecord(error) });
    }
  };

  /** Asks for one answer; the last good one stays meanwhile, and an answer to an older study is dropped. */
  const ask = async <K extends 'split' | 'findings'>(
    key: K,
    question: () => Promise<AppState[K]['value']>,
  ) => {
    const { study } = get();
    const put = (answer: Answer<unknown>) => {
      if (get().study === study) set({ [key]: answer } as Partial<AppState>);
    };
    put({ ...get()[key], pending: true });
    try {
      put({ value: await question(), error: null, pending: false });
    } catch (error) {
      put({ value: null, error: errorRecord(error), pending: false });
    }
  };

  const askPreview = async () => {
    const { study, preview } = get();
    const { stepId } = preview;
    if (!study || !stepId || !study.steps.some((s) => s.id === stepId)) {
      set({ preview: { ...nothing, stepId: null } });
      return;
    }
    const current = () => get().study === study && get().preview.stepId === stepId;
    set({ preview: { ...preview, pending: true } });
    try {
      const value = await theEngine().call('preview', { study, stepId });
      if (current()) set({ preview: { value, error: value.error, pending: false, stepId } });
    } catch (error) {
      if (current()) set({ preview: { value: null, error: errorRecord(error), pending: false, stepId } });
    }
  };

  const steer = async (work: () => Promise<unknown>) => {
    set({ steering: true, problem: null });
    try {
      await work();
    } catch (error) {
      set({ problem: errorRecord(error) });
    } finally {
      set({ steering: false });
    }
  };

  /** Resolves when the search has ended; the buttons are free again from its first journal line on. */
  const search = async (resume: boolean) => {
    const { study, keepTrials } = get();
    if (!study) return;
    const warm = !resume && keepTrials && warmStart(get())?.problem === null;
    const since = performance.now();
    const preparing = (progress: Progress | null): Busy => ({
      kind: 'preparing',
      progress,
      since,
      cancel: () => void theEngine().call('stop', { cancel: true }),
    });
    const begun = () => {
      set({ steering: false });
      if (get().busy?.since === since) set({ busy: null });
    };
    set({ steering: true, problem: null, busy: preparing(null) });
    firstLine = begun;
    try {
      await theEngine().call(
        'search',
        { study, resume, warm },
        {
          onEvent(event) {
            if ('progress' in event && get().busy?.since === since) set({ busy: preparing(event.progress) });
          },
        },
      );
    } catch (thrown) {
      const problem = errorRecord(thrown);
      set({ problem });
      if (problem.code === 'train.deviceLost') {
        // After a loss every tensor of the worker is dead: a new worker, and the search can go on.
        theEngine().end();
        await recover();
      }
    } finally {
      firstLine = () => {};
      drain();
      begun();
    }
  };

  return {
    split: nothing,
    findings: nothing,
    preview: { ...nothing, stepId: null },
    backends: null,
    backend: null,
    journal: emptyJournal(),
    storageProblem: null,
    steering: false,

    askAgain() {
      clearTimeout(asking);
      asking = setTimeout(() => {
        const { study } = get();
        if (!study) return;
        void ask('findings', () => theEngine().call('check', { study }));
        void ask('split', () => (study.task ? theEngine().call('split', { study }) : Promise.resolve(null)));
        void askPreview();
        void get().askMisread();
        void get().testBackends(false);
      }, ASK_AFTER_MS);
    },

    showStep(stepId) {
      set({ preview: { ...nothing, stepId } });
      void askPreview();
    },

    async proposeSteps() {
      const { study } = get();
      if (!study) return;
      try {
        const steps = await theEngine().call('proposeSteps', { study });
        get().edit((now) => ({ ...now, steps }));
      } catch (error) {
        set({ problem: errorRecord(error) });
      }
    },

    async testBackends(force) {
      if (force) set({ backends: null });
      try {
        const { study } = get();
        const { reports, chosen } = await theEngine().call('selfTest', { force, study });
        const wanted = get().study?.backend ?? 'auto';
        set({ backends: reports, backend: wanted === 'auto' ? chosen : wanted });
      } catch (error) {
        set({ problem: errorRecord(error) });
      }
    },

    startSearch: () => search(false),
    continueSearch: () => search(true),
    pauseSearch: () => steer(() => theEngine().call('pause', null)),
    resumeSearch: () => steer(() => theEngine().call('resume', null)),
    stopSearch: (cancel) => steer(() => theEngine().call('stop', { cancel })),

    async doItForMe() {
      get().go('train');
      await get().startSearch();
      const { journal, screen } = get();
      if (screen === 'train' && journal.trials.some((t) => t.state === 'finished')) get().go('evaluate');
    },

    async openTestSet() {
      const { study } = get();
      if (!study) return;
      const evaluated = await working(get, set, 'evaluating', (signal, onEvent) =>
        theEngine().call('evaluate', { study }, { signal, onEvent }),
      );
      drain();
      if (evaluated) await get().askSubgroups(proposedSubgroups(study));
    },

    async explain() {
      const { study } = get();
      if (!study) return;
      await working(get, set, 'explaining', (signal, onEvent) =>
        theEngine().call('explain', { study }, { signal, onEvent }),
      );
    },
  };
};
