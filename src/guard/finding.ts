import type { ErrorRecord } from '../study/errors';
import type { QualityFix } from './quality/finding';

/**
 * What a check before training found. `stop` blocks training, `warn` is shown; `question` is for a person to answer, as
 * nothing need be wrong; `fine` was checked, or cannot happen here, and is shown so that a reviewer sees it.
 */
export interface Finding {
  level: 'stop' | 'warn' | 'question' | 'fine';
  /** Text: `guard.<key>.what`, `.why`, `.remedy`; for `stop` the error's own text is shown. */
  key: string;
  params: Record<string, string | number>;
  error?: ErrorRecord;
  /** One-click remedies. */
  fixes?: QualityFix[];
}
