import type { ColumnProfile } from '../../data/profile-types';
import { readingFound } from '../../data/propose';
import { metricFor } from '../../study/defaults';
import { withoutDirections } from '../../study/directions';
import { errorRecord } from '../../study/errors';
import type { ColumnPlan, Study } from '../../study/schema';
import { theEngine } from './engine';
import type { AppState, StudySlice } from './types';

/** What decides how a column is read, and so its profile. */
export const READING = [
  'type',
  'separator',
  'order',
  'missing',
  'same',
  'dateOrder',
  'decimal',
  'unit',
] as const;

/** The column of this name with the reading that its new type was found to have, where its plan is silent. */
const withReading = (
  columns: ColumnPlan[],
  name: string,
  profile: readonly ColumnProfile[],
): ColumnPlan[] => {
  const found = profile.find((p) => p.name === name);
  return columns.map((c) => (c.name === name && found ? { ...readingFound(found), ...c } : c));
};

/**
 * There is one target, one patient, one site and one time column: a new one takes the old one's place. What
 * identifies people is no feature, whatever it was before.
 */
const withChange = (columns: ColumnPlan[], name: string, change: Partial<ColumnPlan>): ColumnPlan[] =>
  columns.map((c) => {
    if (c.name === name) return { ...c, ...change };
    const taken =
      change.role && !['feature', 'score', 'ignore'].includes(change.role) && c.role === change.role;
    const next = c.role === 'target' && c.identifier === undefined ? 'feature' : 'ignore';
    return taken ? { ...c, role: next } : c;
  });

const withTask = (study: Study, task: Study['task']): Study => ({
  ...study,
  task,
  search:
    task && task.kind !== study.task?.kind ? { ...study.search, metric: metricFor(task.kind) } : study.search,
});

/**
 * Changes of single columns, one after the other: the engine is asked for each what its cells and its task then are,
 * and the next begins with what the one before made, however slow the answer is.
 */
export function columnEditor(
  get: () => AppState,
  set: (partial: Partial<AppState>) => void,
): StudySlice['editColumn'] {
  let last: Promise<void> = Promise.resolve();

  const edit = async (name: string, change: Partial<ColumnPlan>): Promise<void> => {
    const { study } = get();
    if (!study) return;
    const { names } = study;
    const columns = withChange(study.columns, name, change);
    const target = columns.find((c) => c.role === 'target')?.name;
    const retyped = READING.some((key) => key in change);
    const asked = target !== undefined && (target !== study.task?.target || (retyped && name === target));
    try {
      const [profile, task] = await Promise.all([
        retyped ? theEngine().call('profile', { columns, names }) : null,
        asked ? theEngine().call('task', { columns, target, names }) : null,
      ]);
      if (get().study?.id !== study.id) return;
      set({ ...(profile && { profile }), problem: null });
      get().edit((now) => {
        const made = withChange(now.columns, name, change);
        const same = target === now.task?.target;
        return {
          ...withTask(
            same ? now : withoutDirections(now),
            asked ? task : target === undefined ? null : now.task,
          ),
          columns: change.type && profile ? withReading(made, name, profile) : made,
        };
      });
    } catch (error) {
      set({ problem: errorRecord(error) });
    }
  };

  return (name, change) => {
    last = last.then(() => edit(name, change));
    return last;
  };
}
