import type { External } from '../../study/results/external';
import { NOTABLE } from './notable';

type Drift = External['drift'];

/** Largest difference first, without sign; columns whose difference cannot be told come last, in their order. */
export function driftRows(drift: Drift): { sorted: Drift; known: Drift; notable: Drift } {
  const known = drift
    .filter(({ difference }) => difference !== null)
    .toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0));
  return {
    known,
    sorted: [...known, ...drift.filter(({ difference }) => difference === null)],
    notable: known.filter(({ difference }) => Math.abs(difference ?? 0) > NOTABLE),
  };
}
