import { createEngine, type Engine, type EngineListener } from '../../engine/client';

let engine: Engine | null = null;
const listeners: Partial<EngineListener> = {};

/** The page's one engine. Its workers start with the first call. */
export function theEngine(): Engine {
  engine ??= createEngine({
    journal: (event, study) => listeners.journal?.(event, study),
    storage: (error) => listeners.storage?.(error),
    crashed: () => listeners.crashed?.(),
  });
  return engine;
}

export const listenToEngine = (listener: EngineListener): void => {
  Object.assign(listeners, listener);
};
