import type { Study } from './schema';

/** Which way a prediction may go as a column's values rise: the risk of the outcome, or a number that is predicted. */
export type Direction = 'rises' | 'falls';

/** With these directions; a study without any says nothing, as those of before. */
function withAll(study: Study, directions: Record<string, Direction>): Study {
  const { directions: _, ...training } = study.training;
  return {
    ...study,
    training: Object.keys(directions).length > 0 ? { ...training, directions } : training,
  };
}

/** With another direction of a column, or none. */
export function withDirection(study: Study, name: string, direction: Direction | null): Study {
  const { [name]: _, ...others } = study.training.directions ?? {};
  return withAll(study, direction ? { ...others, [name]: direction } : others);
}

/** Without any: of another outcome nobody has said them. */
export const withoutDirections = (study: Study): Study => withAll(study, {});

/** The other class becomes the outcome: what raises the risk of the one lowers that of the other. */
export function withOtherPositive(study: Study): Study {
  const { task } = study;
  if (task?.kind !== 'binary') return study;
  const turned = Object.entries(study.training.directions ?? {}).map(
    ([name, direction]): [string, Direction] => [name, direction === 'rises' ? 'falls' : 'rises'],
  );
  return withAll(
    { ...study, task: { ...task, classes: [...task.classes].reverse() } },
    Object.fromEntries(turned),
  );
}
