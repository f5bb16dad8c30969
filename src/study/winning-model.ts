import type { Trial } from './events';
import { isTrainedHere, type JournalState, leaderboard, winningTrial } from './journal-state';
import { type EnsembleMember, sameMembers } from './results/ensemble';
import type { Study } from './schema';

/** What is evaluated and taken home: the trials that predict together, and the best of them alone. */
export interface WinningModel {
  trial: Trial;
  /** The heaviest first; the best trial alone where there is no ensemble. */
  members: EnsembleMember[];
}

type After = Partial<Pick<Study['evaluation'], 'ensemble' | 'leftOut'>>;

/**
 * The model of the newest search under a decision after it: the ensemble where it is wanted and of use, else its best
 * trial, of the families that are not left out. An ensemble with a trial of one that is left out is none: what it would
 * gain without it nobody has measured. Null while none has finished.
 */
export function winningModel(
  { study, trials: all, ensemble }: Pick<JournalState, 'study' | 'trials' | 'ensemble'>,
  after: After | undefined = study?.evaluation,
): WinningModel | null {
  const trials = all.filter(({ config }) => !after?.leftOut?.includes(config.family));
  const trial = study && winningTrial(trials, study.search.metric);
  if (!trial) return null;
  const alone = { trial, members: [{ trial: trial.trial, weight: 1 }] };
  if (after?.ensemble !== 'auto' || !ensemble?.used) return alone;
  const { members } = ensemble;
  const kept = trials.filter((one) => isKept(one) && members.some((member) => member.trial === one.trial));
  if (kept.length < members.length) return alone;
  // Chosen on a sample of the rows, the best of all need not be among them.
  return { trial: leaderboard(kept, study.search.metric)[0] ?? trial, members };
}

const isKept = (trial: Trial): boolean => trial.blob !== undefined && isTrainedHere(trial);

/** The trial and the members that the newest evaluation was of. */
export const isEvaluated = (
  { evaluation }: Pick<JournalState, 'evaluation'>,
  { trial, members }: WinningModel,
): boolean =>
  evaluation !== null && evaluation.trial === trial.trial && sameMembers(evaluation.members, members);
