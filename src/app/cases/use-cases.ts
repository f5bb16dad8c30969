import { useEffect, useState } from 'react';
import type { ImageCase } from '../../engine/images/api';
import { type ErrorRecord, errorRecord } from '../../study/errors';
import { useApp } from '../store';
import { theEngine } from '../store/engine';

/** Of each kind. */
const LIMIT = 12;

/** The test pictures worth a look, once the test set was opened; asked again for another evaluation or order. */
export function useCases(surest = true): { cases: ImageCase[] | null; error: ErrorRecord | null } {
  const evaluation = useApp((s) => s.journal.evaluation);
  const [answer, setAnswer] = useState<{ cases: ImageCase[] | null; error: ErrorRecord | null }>({
    cases: null,
    error: null,
  });
  useEffect(() => {
    if (!evaluation) return;
    let current = true;
    const ask = async () => {
      try {
        const cases = await theEngine().call('imageCases', { limit: LIMIT, surest });
        if (current) setAnswer({ cases, error: null });
      } catch (thrown) {
        if (current) setAnswer({ cases: null, error: errorRecord(thrown) });
      }
    };
    void ask();
    return () => {
      current = false;
    };
  }, [evaluation, surest]);
  return evaluation ? answer : { cases: null, error: null };
}
