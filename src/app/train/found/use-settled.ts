import { useDeferredValue, useRef } from 'react';
import type { Trial } from '../../../study/events';
import { useApp } from '../../store';
import { settledTrials } from './settled';

/** Trials of the newest search that have ended; the same array until another ends. Figures may wait for a moment of rest. */
export function useSettled(): Trial[] {
  const kept = useRef<Trial[]>([]);
  return useDeferredValue(
    useApp((s) => {
      kept.current = settledTrials(s.journal.trials, kept.current);
      return kept.current;
    }),
  );
}
