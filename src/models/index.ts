import { BenchsideError } from '../study/errors';
import type { Family } from './family';
import { logistic } from './logistic';
import { mlp } from './mlp';

/** Every model family there is, simplest first. */
export const families: readonly Family[] = [logistic, mlp];

/** Throws `study.invalid`. */
export function familyByName(name: string): Family {
  const family = families.find((f) => f.name === name);
  if (!family) throw new BenchsideError('study.invalid', { path: `search.space.${name}` });
  return family;
}
