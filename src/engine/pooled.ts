import type { Trial } from '../study/events';
import type { Journal } from './journal';
import type { TrialBlob } from './trial';

/** Pooled out-of-fold predictions of a finished trial. */
export interface Pooled extends Pick<TrialBlob, 'rows' | 'predictions'> {
  trial: number;
}

/** How many trials are compared at most: always `fewest`, then as long as their predictions are `values` or fewer. */
export interface Most {
  values: number;
  fewest: number;
  trials?: number;
}

const sameRows = (a: Uint32Array, b: Uint32Array): boolean =>
  a.length === b.length && a.every((row, i) => row === b[i]);

/**
 * Out-of-fold predictions of the best finished trials, of the same rows in the same order; `board`: best first. A trial
 * whose weights are elsewhere has none. Rows of the test part are in no fold and so not among them.
 */
export async function pooledOf(
  journal: Journal,
  board: readonly Trial[],
  { values, fewest, trials = Number.POSITIVE_INFINITY }: Most,
): Promise<Pooled[]> {
  const pooled: Pooled[] = [];
  for (const { trial, blob: ref } of board) {
    const blob = ref === undefined ? null : await journal.getBlob<TrialBlob>(ref);
    if (!blob) continue;
    const { rows, predictions } = blob;
    if (pooled.length > 0 && !sameRows(rows, pooled[0].rows)) continue;
    pooled.push({ trial, rows, predictions });
    if (pooled.length >= trials) break;
    if (pooled.length >= fewest && (pooled.length + 1) * predictions.length > values) break;
  }
  return pooled;
}
