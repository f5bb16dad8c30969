import { useEffect, useState } from 'react';
import type { QualityFinding } from '../../guard/quality/finding';
import { useApp } from '../store';
import { theEngine } from '../store/engine';

/** Longer than the checks before training wait: what blocks a study is answered first. */
const ASK_AFTER_MS = 400;

/** What a reviewer would ask about the table as it is planned now; null until the first answer of a study. */
export function useQuality(): QualityFinding[] | null {
  const study = useApp((s) => s.study);
  const key = study && JSON.stringify([study.id, study.columns, study.task, study.split, study.seed]);
  const [answer, setAnswer] = useState<{ id: string; found: QualityFinding[] } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again where a decision that matters here changed
  useEffect(() => {
    if (!study) return;
    let left = false;
    const timer = setTimeout(async () => {
      try {
        const found = await theEngine().call('quality', { study });
        if (!left) setAnswer({ id: study.id, found });
      } catch {
        // What stands in the way is said by the checks before training; the last answer stays.
      }
    }, ASK_AFTER_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [key]);
  return answer && answer.id === study?.id ? answer.found : null;
}
