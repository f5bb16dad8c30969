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
  /** The decisions it stands on. */
  key: string | undefined;
  preview: ImagePreview | null;
  error: ErrorRecord | null;
}

/**
 * Before and after of one step on chosen pictures. One question at a time, the newest waits; the last answer stays
 * until the next is there.
 */
export function usePicturePreview(question: Question | null): Answer & { pending: boolean } {
  const [answer, setAnswer] = useState<Answer>({ of: null, key: undefined, preview: null, error: null });
  const newest = useRef<{ of: Question; key: string } | null>(null);
  const asking = useRef(false);
  const { study, stepId, rows } = question ?? {};
  const key =
    study && JSON.stringify([study.data?.sha256, study.steps, study.split, study.seed, stepId, rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds the decisions that a preview hangs on
  useEffect(() => {
    newest.current = question && key ? { of: question, key } : null;
    const work = async () => {
      if (asking.current) return;
      asking.current = true;
      while (newest.current) {
        const { of, key: asked }: { of: Question; key: string } = newest.current;
        newest.current = null;
        try {
          const preview = await theEngine().call('imagePreview', of);
          setAnswer({ of, key: asked, preview, error: preview.error });
        } catch (thrown) {
          setAnswer({ of, key: asked, preview: null, error: errorRecord(thrown) });
        }
      }
      asking.current = false;
    };
    const timer = setTimeout(() => void work(), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return { ...answer, pending: answer.key !== key };
}
