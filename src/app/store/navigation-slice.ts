import type { StateCreator } from 'zustand';
import { errorRecord } from '../../study/errors';
import { type AppState, type Busy, type NavigationSlice, type Screen, STAGES } from './types';

type Get = () => AppState;
type Set = (partial: Partial<AppState>) => void;

const isScreen = (text: string): text is Screen =>
  ['home', 'hospitals', 'pictures', 'tableOne', 'external', 'report', 'import', 'use', ...STAGES].includes(
    text,
  );

/** The screen in the address, so that a reload and the back button find it: `#/train`. */
export const screenInAddress = (): Screen | null => {
  const text = typeof location === 'undefined' ? '' : location.hash.replace('#/', '');
  return isScreen(text) ? text : null;
};

export const navigationSlice: StateCreator<AppState, [], [], NavigationSlice> = (set) => ({
  screen: screenInAddress() ?? 'home',
  go(screen) {
    if (screenInAddress() !== screen) location.hash = `#/${screen}`;
    set({ screen, problem: null });
  },
  problem: null,
  dismissProblem: () => set({ problem: null }),
  busy: null,
});

/**
 * Runs one piece of work the page waits for: shows it with its progress and its cancel, keeps the error of a
 * failure (a cancelled one is no error), and answers null then. What was loaded before stays as it was.
 */
export async function working<T>(
  get: Get,
  set: Set,
  kind: Busy['kind'],
  work: (
    signal: AbortSignal,
    onEvent: (event: { progress: Busy['progress'] } | object) => void,
  ) => Promise<T>,
): Promise<T | null> {
  const controller = new AbortController();
  const busy: Busy = { kind, progress: null, since: performance.now(), cancel: () => controller.abort() };
  const mine = () => get().busy?.since === busy.since;
  set({ busy, problem: null });
  try {
    return await work(controller.signal, (event) => {
      if (mine() && 'progress' in event) set({ busy: { ...busy, progress: event.progress } });
    });
  } catch (thrown) {
    const problem = errorRecord(thrown);
    if (problem.kind !== 'cancelled') set({ problem });
    return null;
  } finally {
    if (mine()) set({ busy: null });
  }
}
