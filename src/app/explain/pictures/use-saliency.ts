import { useEffect, useRef, useState } from 'react';
import type { Saliency } from '../../../engine/images/api';
import { type ErrorRecord, errorRecord } from '../../../study/errors';
import { theEngine } from '../../store/engine';

interface Question {
  row: number;
  /** Class to explain; null: the one decided for. */
  unit: number | null;
}
interface Answer {
  of: Question | null;
  saliency: Saliency | null;
  error: ErrorRecord | null;
}

/** The heat map of a picture. One question at a time: who steps quickly through the cases waits for the last alone. */
export function useSaliency(row: number, unit: number | null): Answer & { pending: boolean } {
  const [answer, setAnswer] = useState<Answer>({ of: null, saliency: null, error: null });
  const newest = useRef<Question | null>(null);
  const asking = useRef(false);
  useEffect(() => {
    newest.current = { row, unit };
    const work = async () => {
      if (asking.current) return;
      asking.current = true;
      while (newest.current) {
        const of: Question = newest.current;
        newest.current = null;
        try {
          setAnswer({ of, saliency: await theEngine().call('saliency', of), error: null });
        } catch (thrown) {
          setAnswer({ of, saliency: null, error: errorRecord(thrown) });
        }
      }
      asking.current = false;
    };
    void work();
  }, [row, unit]);
  return { ...answer, pending: answer.of?.row !== row || answer.of?.unit !== unit };
}
