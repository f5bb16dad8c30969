import { useEffect, useRef, useState } from 'react';
import type { ImagePreview } from '../../../engine/images/api';
import { type ErrorRecord, errorRecord } from '../../../study/errors';
import type { Study } from '../../../study/schema';
import { theEngine } from '../../store/engine';

/** A slider sends many values: so long after the last one the engine is asked. */
const ASK_AFTER_MS = 60;

interface Question {
  study: Study;
  stepId: string;
  rows: number[];
}

interface Answer {
  of: Question | null;
  preview: ImagePreview | null;
  error: ErrorRecord | null;
}

/**
 * Before and after of one step on chosen pictures. One question at a time, the newest waits; the last answer stays
 * until the next is there.
 */
export function usePicturePreview(question: Question | null): Answer & { pending: boolean } {
  const [answer, setAnswer] = useState<Answer>({ of: null, preview: null, error: null });
  const newest = useRef<Question | null>(null);
  const asking = useRef(false);
  const { study, stepId, rows } = question ?? {};
  const key =
    study && JSON.stringify([study.data?.sha256, study.steps, study.split, study.seed, stepId, rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds the decisions that a preview hangs on
  useEffect(() => {
    newest.current = question;
    const work = async () => {
      if (asking.current) return;
      asking.current = true;
      while (newest.current) {
        const of: Question = newest.current;
        newest.current = null;
        try {
          const preview = await theEngine().call('imagePreview', of);
          setAnswer({ of, preview, error: preview.error });
        } catch (thrown) {
          setAnswer({ of, preview: null, error: errorRecord(thrown) });
        }
      }
      asking.current = false;
    };
    const timer = setTimeout(() => void work(), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const pending =
    answer.of?.stepId !== stepId || answer.of?.study.steps !== study?.steps || answer.of?.rows !== rows;
  return { ...answer, pending };
}
