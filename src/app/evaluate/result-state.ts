import type { Evaluation, Trial } from '../../study/events';
import { scoreNames } from '../../study/existing-scores';
import { isTrainedHere } from '../../study/journal-state';
import type { EnsembleMember } from '../../study/results/ensemble';
import type { Study } from '../../study/schema';
import { studyOf } from '../../study/steps-in-space';
import { isEvaluated, winningModel } from '../../study/winning-model';
import { searchIsStale } from '../store/stage-state';
import type { AppState } from '../store/types';

/** The best finished trial of the newest search that was trained here, with the study as it was when that search began, its steps as the trial had them. */
export interface Winner {
  trial: Trial;
  study: Study;
  /** The trials that predict together, the best one alone among them where there is no ensemble. */
  members: EnsembleMember[];
}

type After = Pick<Study['evaluation'], 'ensemble' | 'leftOut'>;

/** Under a decision after the search, else that of its time. */
export function winnerOf(journal: AppState['journal'], after?: After): Winner | null {
  const { study } = journal;
  const model = winningModel(journal, after);
  return study && model ? { ...model, study: studyOf(study, model.trial.config) } : null;
}

/** Whether several models together were evaluated, and of which families none; evaluations of earlier versions were of one. */
function evaluatedUnder({ evaluation }: AppState['journal']): After & Required<Pick<After, 'ensemble'>> {
  const { ensemble = 'single', leftOut } = evaluation?.evaluation.plan ?? {};
  return { ensemble, ...(leftOut && { leftOut }) };
}

/** True where the test set was opened for the winner itself, not for one that led before. */
export function isWinnerEvaluated(journal: AppState['journal']): boolean {
  const winner = winnerOf(journal, evaluatedUnder(journal));
  return winner !== null && isEvaluated(journal, winner);
}

/** The trials of all that is taken home: of what was tested, before an evaluation of what is decided now. */
export function trialsTaken(journal: AppState['journal'], now: Pick<Study, 'evaluation'> | null): Trial[] {
  const after = isWinnerEvaluated(journal) ? evaluatedUnder(journal) : now?.evaluation;
  const winner = winnerOf(journal, after);
  return (winner?.members ?? []).flatMap((member) => {
    const trial = journal.trials.find((one) => one.trial === member.trial);
    return trial ? [trial] : [];
  });
}

/** Their steps. */
export function stepsTaken(
  journal: AppState['journal'],
  now: Pick<Study, 'evaluation'> | null,
): Study['steps'] {
  const { study } = journal;
  return study ? trialsTaken(journal, now).flatMap(({ config }) => studyOf(study, config).steps) : [];
}

/**
 * True where several together or one alone, or which families are left out, was decided anew after the evaluation, and
 * that makes another model.
 */
export function isModelChanged(
  journal: AppState['journal'],
  { evaluation: { ensemble = 'single', leftOut = [] } }: Pick<Study, 'evaluation'>,
): boolean {
  const then = evaluatedUnder(journal);
  if (!journal.evaluation || (ensemble === then.ensemble && leftOut.join() === (then.leftOut ?? []).join()))
    return false;
  // Outer folds make this choice each for itself.
  if (journal.evaluation.evaluation.outer) return true;
  const model = winningModel(journal, { ensemble, leftOut });
  return model !== null && !isEvaluated(journal, model);
}

/**
 * Why results no longer speak of the study on screen: it was `changed` after the search, or the search went on
 * and found a `better` trial than the one the test set was opened for, or is `longer` than what the outer folds repeat.
 */
export function staleness(
  state: Pick<AppState, 'study' | 'journal'>,
): 'changed' | 'better' | 'longer' | null {
  if (searchIsStale(state)) return 'changed';
  const { evaluation, outers } = state.journal;
  if (!evaluation) return null;
  if (!isWinnerEvaluated(state.journal)) return 'better';
  return evaluation.evaluation.outer && outers.length === 0 ? 'longer' : null;
}

/** Below this many events or non-events, performance in a test part is too uncertain (Collins et al. 2016). */
export const ENOUGH_EVENTS = 100;

/** Classes with too few test rows for a trustworthy number, in the order of the task. */
export const rareClasses = (
  { counts }: Pick<Evaluation, 'counts'>,
  classes: string[],
): { label: string; count: number }[] =>
  counts.map((count, i) => ({ label: classes[i], count })).filter(({ count }) => count < ENOUGH_EVENTS);

/** True where the threshold rule, the recalibration or the existing scores were changed after the evaluation. */
export function isPlanChanged(
  { evaluation: now, columns }: Pick<Study, 'evaluation' | 'columns'>,
  { plan, kind, scores }: Evaluation,
): boolean {
  const beside = kind === 'binary' && scores && scores.join('\n') !== scoreNames(columns).join('\n');
  const then = plan ?? { threshold: { rule: 'youden' }, recalibration: 'none' };
  const key = (threshold: Study['evaluation']['threshold']) =>
    JSON.stringify(Object.entries(threshold).sort());
  return (
    kind !== 'regression' &&
    (now.recalibration !== then.recalibration ||
      beside ||
      (kind === 'binary' && key(now.threshold) !== key(then.threshold as Study['evaluation']['threshold'])))
  );
}

export interface OuterWork {
  kind: 'sites' | 'kfold';
  folds: number;
  done: number;
  trials: number;
  secondsLeft: number;
}

/**
 * Where every row is tested in its turn: how many searches that takes, how many are done, and about how long the rest
 * takes by the search that was; null where one test part is locked away. `sites`: hospitals of the data.
 */
export function outerWork(
  { split }: Study,
  { trials, outers }: Pick<AppState['journal'], 'trials' | 'outers'>,
  sites: number,
): OuterWork | null {
  const { test } = split;
  if (test.kind !== 'sites' && test.kind !== 'kfold') return null;
  const folds = test.kind === 'sites' ? sites : test.k * test.repeats;
  const own = trials.filter(isTrainedHere);
  const seconds = own.reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);
  const done = Math.min(folds, outers.length);
  return { kind: test.kind, folds, done, trials: own.length, secondsLeft: (folds - done) * seconds };
}
