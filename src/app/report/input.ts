import type { ReportFacts } from '../../engine/report/api';
import type { Evaluation, Trial } from '../../study/events';
import type { JournalState } from '../../study/journal-state';
import type { Comparison } from '../../study/results/comparison';
import type { Study, Task } from '../../study/schema';

/** All that a report is made of. Results come from the journal, decisions from the study as it was searched. */
export interface ReportInput {
  facts: ReportFacts;
  study: Study;
  task: Task;
  journal: JournalState;
  evaluation: Evaluation;
  winner: Trial;
  /** As it is written now, perhaps long after the search. */
  said: Pick<Study, 'name' | 'question' | 'report'>;
  /** When the report was made, in milliseconds since the epoch. */
  at: number;
}

/** Null where there is no evaluated model, which a report would be of. */
export function reportInput(
  facts: ReportFacts,
  said: ReportInput['said'],
  journal: JournalState,
  at: number,
): ReportInput | null {
  const { evaluation: made } = journal;
  const winner = journal.trials.find((trial) => trial.trial === made?.trial);
  const { study } = facts;
  if (!made || !winner || !study.task) return null;
  return { facts, study, task: study.task, journal, evaluation: made.evaluation, winner, said, at };
}

/** Columns that are not used because they say who people are, by kind; and the others that nobody uses. */
export function columnsLeftOut({ columns, task }: Study): {
  identifiers: { kind: string; columns: number }[];
  others: number;
} {
  const kinds = new Map<string, number>();
  let others = 0;
  for (const { name, role, type, identifier } of columns) {
    if (role !== 'ignore' || name === task?.survival?.time) continue;
    const kind = identifier ?? (type === 'identifier' ? 'mrn' : null);
    if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    else others++;
  }
  return { identifiers: [...kinds].map(([kind, count]) => ({ kind, columns: count })), others };
}

/** The outcome in the fewest words: `died = 1`, or the name of a number or of several classes. */
export const outcomeText = ({ kind, target, classes }: Task): string =>
  kind === 'binary' ? `${target} = ${classes[1]}` : target;

/** Text of what a model is compared with: beside pictures, the plain regression reads their brightness alone. */
export const comparisonKey = (study: Pick<Study, 'images'>, kind: Comparison['kind']): string =>
  `comparison.${kind === 'logistic' && study.images ? 'pixels' : kind}`;
