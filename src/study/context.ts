import type { Rng } from './random';

/** Replaceable so that tests hold no clock. Milliseconds, from any origin. */
export interface Clock {
  now(): number;
}

/** How far a long piece of work is. `done` and `total` are in `unit`; `total` is 0 while unknown. */
export interface Progress {
  phase:
    | 'read'
    | 'decode'
    | 'parse'
    | 'profile'
    | 'prepare'
    | 'train'
    | 'evaluate'
    | 'explain'
    | 'export'
    | 'selfTest';
  done: number;
  total: number;
  unit:
    | 'bytes'
    | 'files'
    | 'rows'
    | 'columns'
    | 'epochs'
    | 'trials'
    | 'steps'
    | 'folds'
    | 'pictures'
    | 'files';
}

/** What every long-running function is handed. */
export interface Ctx {
  rng: Rng;
  signal: AbortSignal;
  clock: Clock;
  report(progress: Progress): void;
}
