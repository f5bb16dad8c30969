import type { Task } from '../../study/schema';

const LINEAR: readonly string[] = ['elastic-net', 'logistic'];

/** Key of a family's name in the texts of `rooms`: what is a logistic regression of classes is a linear one of a number. */
export const familyKey = (name: string, kind: Task['kind'] | undefined): string =>
  `families.${name}.${LINEAR.includes(name) && kind === 'regression' ? 'linear' : 'title'}`;
