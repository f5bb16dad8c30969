import { useEffect, useRef, useState } from 'react';
import type { Drawn } from '../../engine/images/api';
import { theEngine } from '../store/engine';

interface Wanted {
  row: number;
  window: [number, number] | null;
}

/**
 * One picture at this window, the last drawing until the next is there. One question at a time: while a pointer
 * drags, the newest window waits and those between are passed over.
 */
export function useDrawn(row: number, window: [number, number] | null, longest: number): Drawn | null {
  const [drawn, setDrawn] = useState<{ row: number; drawn: Drawn } | null>(null);
  const newest = useRef<Wanted | null>(null);
  const asking = useRef(false);
  useEffect(() => {
    newest.current = { row, window };
    if (asking.current) return;
    const work = async () => {
      asking.current = true;
      while (newest.current) {
        const wanted: Wanted = newest.current;
        newest.current = null;
        try {
          const answer = await theEngine().call('drawPicture', { ...wanted, longest });
          setDrawn({ row: wanted.row, drawn: answer });
        } catch {
          // What the engine lost says so where the study is checked; here a picture is missing, no more.
        }
      }
      asking.current = false;
    };
    void work();
  }, [row, window, longest]);
  return drawn?.row === row ? drawn.drawn : null;
}
