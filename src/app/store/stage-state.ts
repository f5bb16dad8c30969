import { searchedRole } from '../../study/existing-scores';
import { isTrainedHere } from '../../study/journal-state';
import type { Study } from '../../study/schema';
import { stableKey } from '../../study/stable-key';
import type { AppState, Stage, StageState } from './types';

/** The decisions a search stands on: another one here and its results are of an older study. */
const searchedKey = ({ columns, images, task, split, seed, steps, search, training, final }: Study): string =>
  stableKey([
    columns.map(({ name, role, type }) => [name, searchedRole(role), type]),
    images,
    task,
    split,
    seed,
    steps,
    search,
    training,
    final,
  ]);

/** True where the study was changed after the newest search began. */
export const searchIsStale = ({ study, journal }: Pick<AppState, 'study' | 'journal'>): boolean =>
  Boolean(study && journal.study && searchedKey(study) !== searchedKey(journal.study));

/** The state of each stage, for the rail. Pure. */
export function stageStates(
  state: Pick<AppState, 'study' | 'journal' | 'findings' | 'split' | 'busy'>,
): Record<Stage, StageState> {
  const { study, journal, findings, split, busy } = state;
  const blank: StageState = study ? 'ready' : 'empty';
  const blocked = findings.value?.some((f) => f.level === 'stop') ?? false;
  const stale = searchIsStale(state);
  const finished = journal.trials.some((t) => t.state === 'finished' && isTrainedHere(t));
  const evaluated = journal.evaluation !== null;
  const after = (done: boolean, possible: boolean): StageState =>
    done ? (stale ? 'stale' : 'done') : possible ? 'ready' : 'empty';
  return {
    data: study?.task ? 'done' : blank,
    split: split.value ? 'done' : study?.task ? 'ready' : 'empty',
    prepare: study?.task && !blocked ? 'done' : study?.task ? 'ready' : 'empty',
    train:
      journal.phase === 'running' || journal.phase === 'paused'
        ? 'running'
        : after(finished, Boolean(study?.task)),
    evaluate: busy?.kind === 'evaluating' ? 'running' : after(evaluated, finished),
    explain: busy?.kind === 'explaining' ? 'running' : after(journal.importances !== null, evaluated),
    takeHome: busy?.kind === 'exporting' ? 'running' : finished ? (stale ? 'stale' : 'ready') : 'empty',
  };
}
