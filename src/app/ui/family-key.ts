import type { Task } from '../../study/schema';

/** Key of a family's name in the texts of `rooms`: what is a logistic regression of classes is a linear one of a number. */
export const familyKey = (name: string, kind: Task['kind'] | undefined): string =>
  `families.${name}.${name === 'logistic' && kind === 'regression' ? 'linear' : 'title'}`;
