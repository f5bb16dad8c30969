import { calibrated } from '../../evaluate/recalibration/calibration';
import { strategyByName } from '../../search/index';
import { type OuterTest, outerFolds } from '../../split/outer-folds';
import type { Ctx } from '../../study/context';
import { BenchsideError, errorRecord } from '../../study/errors';
import type { Trial } from '../../study/events';
import { isSettled } from '../../study/journal-state';
import type { Study } from '../../study/schema';
import { stableKey } from '../../study/stable-key';
import type { Trainer } from '../../train/trainer';
import { chooseEnsemble } from '../choose-ensemble';
import { calibrationOf, type OutOfFold, thresholdOf, type Winner, winnerOf } from '../finish';
import { Gate } from '../gate';
import { Journal } from '../journal';
import type { Finishing } from '../members';
import type { Ready } from '../prepare';
import { runSearch } from '../run';
import type { SearchRun } from '../trial';
import { testModel } from './test-model';
import type { Tested } from './tested';

interface FoldTested extends Tested {
  /** The fold's own development rows, predicted out of fold by its winner: what its threshold and recalibration follow from. */
  outOfFold?: OutOfFold['blob'];
}

/** What a fold's blob holds: what its best trial says alone. */
interface OuterTested extends FoldTested {
  /** What its ensemble says; null where it has none, absent where nobody has asked for one. */
  together?: FoldTested | null;
  /** Families that were not chosen from. */
  leftOut?: readonly string[];
}

/** What the outer folds need of the open study. */
export interface OuterRun extends Pick<Ctx, 'signal' | 'report' | 'clock'>, Pick<Finishing, 'maker'> {
  /** As it was when the search began, under the decisions after it that are asked for now. */
  study: Study;
  ready: Ready;
  /** Trials of the search whose procedure is tested: each outer fold repeats as many. */
  trials: readonly Trial[];
  journal: Journal;
  trainer: Trainer;
  /** Rows and parts of a study that is not the open one. */
  readyFor(study: Study): Ready;
}

/** The study with an outer fold's rows as its test part; no clock decides how many trials there are. */
const without = (study: Study, { rows }: OuterTest, trials: number): Study => ({
  ...study,
  split: { ...study.split, test: { kind: 'rows', rows: [...rows] } },
  search: { ...study.search, budget: { trials, minutes: Number.POSITIVE_INFINITY } },
});

/**
 * Tests the whole procedure, search included, on rows that it has not seen: for each outer fold the search is repeated
 * without the fold's rows, and its winner predicts them (Varma & Simon 2006). A fold that is done stands in the
 * journal and is not done again: threshold and recalibration of its winner are made anew from its out-of-fold
 * predictions, under the plan of now. A fold whose blob is lost, or of a version that kept no such predictions, is
 * done again, and so is one whose ensemble was not asked for then. A fold in which no model can be found is a result too; its rows are in no number.
 * Throws `cancelled`, `train.deviceLost`.
 */
export async function runOuterFolds(run: OuterRun): Promise<Tested> {
  const { study, ready, journal, report, signal } = run;
  const tests = outerFolds(study.split, ready.target, ready.data.unit, study.seed, ready.site);
  for (const test of tests) {
    report({ phase: 'evaluate', done: test.fold.outer, total: tests.length, unit: 'folds' });
    if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
    if (!(await isDone(run, test))) await runFold(run, test);
  }
  report({ phase: 'evaluate', done: tests.length, total: tests.length, unit: 'folds' });
  const done: Tested[] = [];
  for (const { blob } of journal.state.outers) {
    const tested = blob && (await journal.getBlob<OuterTested>(blob));
    if (tested) done.push(underPlan(tested, run));
  }
  return joined(done);
}

async function isDone({ journal, study }: OuterRun, { fold }: OuterTest): Promise<boolean> {
  const known = journal.state.outers.find((one) => one.fold.outer === fold.outer);
  if (!known?.blob) return known !== undefined;
  const kept = await journal.getBlob<OuterTested>(known.blob);
  const asked = study.evaluation.ensemble !== 'auto' || kept?.together !== undefined;
  const same = stableKey(kept?.leftOut ?? []) === stableKey(study.evaluation.leftOut ?? []);
  return kept?.outOfFold !== undefined && asked && same;
}

/** The fold's predictions and threshold as its winner gives them under the decisions of now. */
function underPlan({ together, ...alone }: OuterTested, { study, ready }: OuterRun): Tested {
  const { outOfFold, ...tested } = (study.evaluation.ensemble === 'auto' && together) || alone;
  if (!outOfFold) return tested;
  const of = { study, ready, blob: outOfFold };
  const threshold = thresholdOf(of);
  return {
    ...tested,
    p: calibrated(calibrationOf(of), tested.raw, ready.target.classes.length),
    threshold,
    thresholds: threshold === null ? null : new Float64Array(tested.rows.length).fill(threshold),
  };
}

async function runFold(run: OuterRun, test: OuterTest): Promise<void> {
  const { journal, clock } = run;
  const { search } = journal.state;
  const { fold } = test;
  const began = clock.now();
  const seconds = () => (clock.now() - began) / 1000;
  try {
    const { tested, trial } = await searchWithout(run, test);
    const blob = await journal.putBlob(`outer-${search}-${fold.outer}`, tested);
    const { config, score } = trial;
    const counts = { n: tested.rows.length, seconds: seconds() };
    if (!score) throw new BenchsideError('train.noTrial');
    await journal.append({ type: 'outer.finished', search, fold, config, score, blob, ...counts });
  } catch (thrown) {
    const error = errorRecord(thrown);
    if (error.kind === 'cancelled' || error.code === 'train.deviceLost' || error.kind === 'fatal')
      throw thrown;
    await journal.append({ type: 'outer.failed', search, fold, error, seconds: seconds() });
  }
}

/**
 * The search anew, in a journal of its own that nobody sees, and its winner on the fold's rows; which of its trials
 * predict together is chosen anew too.
 */
async function searchWithout(
  { study: whole, trials, trainer, clock, signal, maker, readyFor }: OuterRun,
  test: OuterTest,
): Promise<{ tested: OuterTested; trial: Trial }> {
  const settled = trials.filter(isSettled);
  const study = without(whole, test, settled.length);
  // What was tried by hand belongs to the procedure; nobody is asked again.
  const manual = strategyByName(whole.search.strategy).byHand;
  const byHand = settled.filter(({ why }) => manual || why?.code === 'hand').map(({ config }) => config);
  const ready = readyFor(study);
  const gate = new Gate(clock);
  const cancel = () => gate.end('cancel');
  signal.addEventListener('abort', cancel);
  try {
    const journal = new Journal(study.id, null, clock, [], () => {});
    const inner: SearchRun = { study, ready, trainer, journal, gate, clock, maker, byHand, report: () => {} };
    await runSearch(inner, false);
    if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
    const { outer, repeat } = test.fold;
    const testedBy = async (winner: Winner): Promise<FoldTested> => {
      const { tested } = await testModel(winner, trainer, { signal, maker, report: () => {} });
      return {
        ...tested,
        fold: tested.fold.fill(outer),
        repeat: tested.repeat.fill(repeat),
        outOfFold: winner.blob,
      };
    };
    const under = (ensemble: Study['evaluation']['ensemble']) =>
      winnerOf(journal, () => ready, { ...study.evaluation, ensemble });
    const alone = await under('single');
    const { leftOut } = study.evaluation;
    const tested = { ...(await testedBy(alone)), ...(leftOut && { leftOut }) };
    if (study.evaluation.ensemble !== 'auto') return { tested, trial: alone.trial };
    await chooseEnsemble(inner, signal);
    if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
    const best = await under('auto');
    const together = best.trials.length > 1 ? await testedBy(best) : null;
    return { tested: { ...tested, together }, trial: alone.trial };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

const concat = <T extends Int32Array | Uint32Array | Float32Array | Float64Array>(
  make: (n: number) => T,
  parts: readonly T[],
): T => {
  const all = make(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** The rows of all folds as one; the regression beside them where every fold has one. */
function joined(folds: readonly Tested[]): Tested {
  const floats = (n: number) => new Float32Array(n);
  const baselines = folds.flatMap(({ baseline }) => baseline ?? []);
  const thresholds = folds.flatMap(({ thresholds: own }) => own ?? []);
  return {
    rows: concat(
      (n) => new Uint32Array(n),
      folds.map(({ rows }) => rows),
    ),
    fold: concat(
      (n) => new Int32Array(n),
      folds.map(({ fold }) => fold),
    ),
    repeat: concat(
      (n) => new Int32Array(n),
      folds.map(({ repeat }) => repeat),
    ),
    p: concat(
      floats,
      folds.map(({ p }) => p),
    ),
    raw: concat(
      floats,
      folds.map(({ raw }) => raw),
    ),
    threshold: null,
    thresholds: thresholds.length === folds.length ? concat((n) => new Float64Array(n), thresholds) : null,
    baseline: baselines.length === folds.length ? concat(floats, baselines) : null,
  };
}
