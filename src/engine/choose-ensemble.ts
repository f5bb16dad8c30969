import { bestAlone, greedyEnsemble } from '../evaluate/ensemble/greedy';
import { judgeEnsembles } from '../evaluate/ensemble/judge';
import { stackedEnsemble } from '../evaluate/ensemble/stacking';
import { type FoldedCandidates, sampledPatients } from '../evaluate/ensemble/subset';
import { errorRecord } from '../study/errors';
import { isTrainedHere, leaderboard } from '../study/journal-state';
import { rng } from '../study/random';
import type { Ensemble } from '../study/results/ensemble';
import { foldsAtHome } from './folds-at-home';
import { foldsOf } from './folds-of-rows';
import { type Pooled, pooledOf } from './pooled';
import type { SearchRun } from './trial';

/** Keeps the whole choice to seconds: 50 trials of 6,000 rows, 30 of 10,000, ten of more than 30,000. */
const CANDIDATES = { values: 300_000, fewest: 10, trials: 50 };
/** Predictions that the choice is made on at most: of more rows a sample of whole patients says nearly the same. */
const MOST_VALUES = 20_000;
/** Trials that predict together at most, and networks of their folds: each is a few files of the bundle. */
const MOST_TRIALS = 10;
const MOST_NETWORKS = 200;

type Run = Pick<SearchRun, 'study' | 'ready' | 'journal' | 'clock'>;

/**
 * Writes down which trials of a search predict better together, once it has ended. Nothing is written where fewer than
 * two have finished here, or where rows are pictures, whose models are each a prediction of minutes. Ends without a word
 * where `signal` aborts.
 */
export async function chooseEnsemble(
  { study, ready, journal, clock }: Run,
  signal: AbortSignal,
): Promise<void> {
  const { search, trials } = journal.state;
  if (study.images) return;
  const board = leaderboard(trials.filter(isTrainedHere), study.search.metric);
  const ofFold = Math.max(1, ...board.map(({ score }) => score?.networks ?? 1));
  const pooled = await pooledOf(journal, board, CANDIDATES);
  if (pooled.length < 2) return;
  const each = ofFold * foldsAtHome({ study, ready, blob: pooled[0] }, MOST_TRIALS);
  const most = Math.min(MOST_TRIALS, Math.floor(MOST_NETWORKS / each));
  if (most < 2) return;
  // At equal scores the earlier trial is taken.
  pooled.sort((a, b) => a.trial - b.trial);
  try {
    const ensemble = await ensembleOf({ study, ready }, pooled, most, { clock, signal });
    if (ensemble && !signal.aborted) await journal.append({ type: 'ensembled', search, ensemble });
  } catch (thrown) {
    // Another search, or another study: nobody waits for it any more.
    if (errorRecord(thrown).kind !== 'cancelled') throw thrown;
  }
}

async function ensembleOf(
  { study, ready }: Pick<Run, 'study' | 'ready'>,
  pooled: readonly Pooled[],
  mostTrials: number,
  watch: { clock: Run['clock']; signal: AbortSignal },
): Promise<Ensemble | null> {
  const { metric } = study.search;
  const { kind, classes, y } = ready.target;
  const [{ rows, predictions }] = pooled;
  const whole: FoldedCandidates = {
    metric,
    kind,
    classes: classes.length,
    y: Float64Array.from(rows, (row) => y[row]),
    unit: Int32Array.from(rows, (row) => ready.data.unit[row]),
    fold: foldsOf(ready, rows),
    predictions: pooled.map((one) => one.predictions),
  };
  const most = Math.ceil((MOST_VALUES * rows.length) / predictions.length);
  const candidates = sampledPatients(whole, most, rng(study.seed, 'ensemble', 'patients'));
  const alone = bestAlone(candidates);
  if (Number.isNaN(alone.score.metric)) return null;
  const judged = await judgeEnsembles(candidates, mostTrials, rng(study.seed, 'ensemble'), watch);
  const greedy = await greedyEnsemble(candidates, mostTrials, watch);
  const stacked = judged?.method === 'stacked' && (await stackedEnsemble(candidates, mostTrials, watch));
  const { weights, score } = stacked || greedy;
  const members = pooled
    .map(({ trial }, at) => ({ trial, weight: weights[at] }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.trial - b.trial);
  // A gain is of several: one alone, whatever it gained in the folds, has none.
  const gain = members.length > 1 ? (judged?.gain ?? null) : null;
  return {
    metric,
    candidates: pooled.length,
    method: stacked ? 'stacked' : 'greedy',
    ...(stacked && { pull: stacked.pull }),
    members,
    score: score.metric,
    single: alone.score.metric,
    gain,
    ...(judged && { gains: judged.gains }),
    used: gain !== null && gain.estimate > 0,
  };
}
