import type { Trial } from './events';
import { isTrainedHere, type JournalState, winningTrial } from './journal-state';
import { type EnsembleMember, sameMembers } from './results/ensemble';
import type { Study } from './schema';

/** What is evaluated and taken home: the best single trial, and those that predict together, the heaviest first. */
export interface WinningModel {
  trial: Trial;
  /** The best trial alone where there is no ensemble. */
  members: EnsembleMember[];
}

type After = Partial<Pick<Study['evaluation'], 'ensemble'>>;

/**
 * The model of the newest search under a decision after it: the ensemble where it is wanted and of use, else its best
 * trial. Null while none has finished.
 */
export function winningModel(
  { study, trials, ensemble }: Pick<JournalState, 'study' | 'trials' | 'ensemble'>,
  after: After | undefined = study?.evaluation,
): WinningModel | null {
  const trial = study && winningTrial(trials, study.search.metric);
  if (!trial) return null;
  const together = after?.ensemble === 'auto' && ensemble?.used ? ensemble.members : null;
  const here = together?.every((member) => trials.some((one) => one.trial === member.trial && isKept(one)));
  return { trial, members: together && here ? together : [{ trial: trial.trial, weight: 1 }] };
}

const isKept = (trial: Trial): boolean => trial.blob !== undefined && isTrainedHere(trial);

/** The trial and the members that the newest evaluation was of. */
export const isEvaluated = (
  { evaluation }: Pick<JournalState, 'evaluation'>,
  { trial, members }: WinningModel,
): boolean =>
  evaluation !== null && evaluation.trial === trial.trial && sameMembers(evaluation.members, members);
