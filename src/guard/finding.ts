import type { ErrorRecord } from '../study/errors';

/** What a check before training found. `stop` blocks training, `warn` is shown and journalled. */
export interface Finding {
  level: 'stop' | 'warn';
  /** Text: `guard.<key>.what`, `.why`, `.remedy`; for `stop` the error's own text is shown. */
  key: string;
  params: Record<string, string | number>;
  error?: ErrorRecord;
}
