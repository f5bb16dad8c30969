import type { ErrorRecord } from '../../study/errors';

/** An answer of the engine for the current study: the last good one stays while the next is made. */
export interface Answer<T> {
  value: T | null;
  error: ErrorRecord | null;
  pending: boolean;
}
