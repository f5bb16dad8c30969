import { useEffect, useState } from 'react';
import type { CaseKind, TableCases } from '../../engine/cases/api';
import { type ErrorRecord, errorRecord } from '../../study/errors';
import { useApp } from '../store';
import { theEngine } from '../store/engine';

export const PAGE = 10;

interface Answer {
  cases: TableCases | null;
  error: ErrorRecord | null;
}

/** A page of test rows, asked for when it is looked at; the one before stays until it is there. */
export function useTableCases(kind: CaseKind, surest: boolean, page: number): Answer {
  const evaluation = useApp((s) => s.journal.evaluation);
  const importances = useApp((s) => s.journal.importances);
  const [answer, setAnswer] = useState<Answer>({ cases: null, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: importances change the order of the columns
  useEffect(() => {
    if (!evaluation) return;
    let current = true;
    const ask = async () => {
      try {
        const body = { kind, surest, from: (page - 1) * PAGE, limit: PAGE };
        const cases = await theEngine().call('tableCases', body);
        if (current) setAnswer({ cases, error: null });
      } catch (thrown) {
        if (current) setAnswer({ cases: null, error: errorRecord(thrown) });
      }
    };
    void ask();
    return () => {
      current = false;
    };
  }, [evaluation, importances, kind, surest, page]);
  return answer;
}
