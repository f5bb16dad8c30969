import { BenchsideError } from '../study/errors';
import type { Family } from './family';
import { logistic } from './logistic';
import { mlp } from './mlp';
import { transfer } from './transfer';

/** Every model family there is, simplest first. */
export const families: readonly Family[] = [logistic, mlp, transfer];

/** Throws `study.invalid`. */
export function familyByName(name: string): Family {
  const family = families.find((f) => f.name === name);
  if (!family) throw new BenchsideError('study.invalid', { path: `search.space.${name}` });
  return family;
}
