import { useEffect, useRef, useState } from 'react';
import { type SearchImportance, searchImportance } from '../../../search/importance';
import type { Trial } from '../../../study/events';
import type { Metric } from '../../../study/schema';
import type { Space } from '../../../study/space';

/** Milliseconds of one slice: what a user does in between is not felt to wait. */
const SLICE = 8;
/** Milliseconds between two pictures of a running search. */
const PAUSE = 2000;

/** Importances of the trials there are, computed in slices; while a search runs, the last ones until the next are done. */
export function useImportance(space: Space, trials: Trial[], metric: Metric): SearchImportance | null {
  const [found, setFound] = useState<SearchImportance | null>(null);
  const done = useRef(0);
  useEffect(() => {
    const work = searchImportance(space, trials, metric);
    const slice = () => {
      const until = performance.now() + SLICE;
      for (;;) {
        const { done: ready, value } = work.next();
        if (ready) {
          done.current = performance.now();
          setFound(value);
          return;
        }
        if (performance.now() >= until) {
          timer = setTimeout(slice);
          return;
        }
      }
    };
    // Another trial that ends within the pause begins this anew, so that the newest are told.
    let timer = setTimeout(slice, Math.max(0, done.current + PAUSE - performance.now()));
    return () => clearTimeout(timer);
  }, [space, trials, metric]);
  return found;
}
