import { selectionOf } from '../evaluate/selection';
import { errorRecord } from '../study/errors';
import { leaderboard } from '../study/journal-state';
import { rng } from '../study/random';
import { pooledOf } from './pooled';
import type { SearchRun } from './trial';

/**
 * Predictions that are compared at most: those of the best trials, as one far behind is picked in no sample. Keeps 500
 * samples to a few seconds.
 */
const MOST = { values: 3_000_000, fewest: 10 };

/**
 * Writes down what picking the best of a search's trials is worth, once it has ended. Nothing is written where there
 * was no choice, or where too few patients are there to say.
 */
export async function judgeSelection(
  { study, ready, journal, clock }: Pick<SearchRun, 'study' | 'ready' | 'journal' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const { metric } = study.search;
  const { search, trials } = journal.state;
  const board = leaderboard(trials, metric);
  const { kind, classes, y } = ready.target;
  const pooled = await pooledOf(journal, board, MOST);
  if (pooled.length < 2) return;
  const [{ rows }] = pooled;
  const candidates = {
    metric,
    kind,
    classes: classes.length,
    y: Float64Array.from(rows, (row) => y[row]),
    unit: Int32Array.from(rows, (row) => ready.data.unit[row]),
    predictions: pooled.map(({ predictions }) => predictions),
  };
  try {
    const selection = await selectionOf(candidates, rng(study.seed, 'selection'), { clock, signal });
    if (selection)
      await journal.append({ type: 'selected', search, selection: { ...selection, tried: board.length } });
  } catch (thrown) {
    // Another search, or another study: nobody waits for it any more.
    if (errorRecord(thrown).kind !== 'cancelled') throw thrown;
  }
}
