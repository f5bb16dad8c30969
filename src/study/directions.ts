import type { ColumnPlan, Study } from './schema';

/** Which way a prediction may go as a column's values rise: the risk of the outcome, or a number that is predicted. */
export type Direction = 'rises' | 'falls';

export interface Directed {
  name: string;
  direction: Direction;
}

const ORDERED: readonly ColumnPlan['type'][] = ['continuous', 'integer'];

/**
 * Features of which a direction can be said: numbers, and levels with an order that a step makes numbers of. None where
 * there are three classes or more: what rises of one falls of another.
 */
export function directable({ columns, steps, task }: Pick<Study, 'columns' | 'steps' | 'task'>): string[] {
  if (!task || task.kind === 'multiclass') return [];
  const ordinal = steps.some(({ step }) => step === 'ordinal');
  return columns
    .filter(
      ({ role, type }) => role === 'feature' && (ORDERED.includes(type) || (ordinal && type === 'ordinal')),
    )
    .map(({ name }) => name);
}

/** The directions that hold, in the order of the columns: what was said of columns that have none any more is not among them. */
export function directionsOf(study: Pick<Study, 'columns' | 'steps' | 'task' | 'training'>): Directed[] {
  const said = new Map(Object.entries(study.training.directions ?? {}));
  return directable(study).flatMap((name) => {
    const direction = said.get(name);
    return direction ? [{ name, direction }] : [];
  });
}

/** With another direction of a column, or none; a study without any says nothing, as those of before. */
export function withDirection(study: Study, name: string, direction: Direction | null): Study {
  const { directions: before = {}, ...training } = study.training;
  const { [name]: _, ...others } = before;
  const directions = direction ? { ...others, [name]: direction } : others;
  return {
    ...study,
    training: Object.keys(directions).length > 0 ? { ...training, directions } : training,
  };
}
