import { useDeferredValue } from 'react';
import type { Trial } from '../../study/events';
import { useApp } from '../store';

/** One trial of the newest search as it is now; its epochs may wait for a moment of rest. */
export const useTrial = (number: number | undefined): Trial | undefined =>
  useDeferredValue(useApp((s) => s.journal.trials.find(({ trial }) => trial === number)));
