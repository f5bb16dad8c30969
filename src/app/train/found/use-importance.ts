import { useEffect, useRef, useState } from 'react';
import { type SearchImportance, searchImportance } from '../../../search/importance';
import type { Trial } from '../../../study/events';
import type { Metric } from '../../../study/schema';
import type { Space } from '../../../study/space';

/** Milliseconds of one slice: what a user does in between is not felt to wait. */
const SLICE = 8;
/** Milliseconds between two answers while trials end. */
const PAUSE = 2000;

/**
 * Importances of the trials there are, computed in slices on the page's own thread, as the engine's is busy with the
 * search. What has begun is finished before newer trials are asked about; null until the first answer for a space.
 */
export function useImportance(space: Space, trials: Trial[], metric: Metric): SearchImportance | null {
  const [found, setFound] = useState<{ space: Space; told: SearchImportance } | null>(null);
  const asked = useRef({ space, trials, metric });
  const begin = useRef(() => {});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let busy = false;
    let last = Number.NEGATIVE_INFINITY;
    begin.current = () => {
      if (busy) return;
      busy = true;
      timer = setTimeout(start, Math.max(0, last + PAUSE - performance.now()));
    };
    const start = () => {
      const job = asked.current;
      const work = searchImportance(job.space, job.trials, job.metric);
      const slice = () => {
        const until = performance.now() + SLICE;
        while (performance.now() < until) {
          const { done, value } = work.next();
          if (!done) continue;
          busy = false;
          last = performance.now();
          setFound({ space: job.space, told: value });
          if (asked.current !== job) begin.current();
          return;
        }
        timer = setTimeout(slice);
      };
      slice();
    };
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    asked.current = { space, trials, metric };
    begin.current();
  }, [space, trials, metric]);
  return found?.space === space ? found.told : null;
}
