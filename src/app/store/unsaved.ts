import type { Study } from '../../study/schema';
import { withoutCells } from '../../study/without-cells';

const keyOf = (id: string) => `benchside-unsaved-${id}`;

/**
 * A page that is left between a change and its save takes its workers with it, and IndexedDB does not answer in time.
 * What is written here is: the document and nothing of its cells, as storage has it, until the study opens again.
 */
export function keepUnsaved(study: Study): void {
  try {
    localStorage.setItem(keyOf(study.id), JSON.stringify(withoutCells(study)));
  } catch {
    // No room: the study comes back as it was last saved.
  }
}

/** What was kept of a study, for the engine to read. */
export const unsavedOf = (id: string): string | null => localStorage.getItem(keyOf(id));

export const dropUnsaved = (id: string): void => localStorage.removeItem(keyOf(id));

/** Calls back whenever this page may be about to end: left, reloaded, or out of sight on a phone. */
export function whenLeft(left: () => void): void {
  addEventListener('pagehide', left);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') left();
  });
}
