import type { SplitPlan } from '../study/schema';
import type { Parts } from './parts';

/** How often the validation deals the same people out anew; 1 where it does so once. */
export const repeatsIn = ({ validation }: Pick<SplitPlan, 'validation'>): number =>
  validation.kind === 'kfold' ? (validation.repeats ?? 1) : 1;

/** Networks taken home at most where folds are repeated: each is a few files, and a part of every prediction's time. */
const MOST_REPEATED = 30;

/**
 * How many of the repeats, the first ones, a model of `trials` trials holds the networks of. As many as keep it at 30
 * networks, and never fewer networks a trial than repeats, of which a row's out-of-fold prediction is the mean: the
 * model must not be less than what was scored.
 */
export function repeatsAtHome(k: number, repeats: number, trials: number): number {
  const least = Math.ceil(repeats / k);
  return Math.min(repeats, Math.max(least, Math.floor(MOST_REPEATED / (k * trials))));
}

/** The folds of so many repeats, the first ones. In a repeat every row that develops validates once. */
export const foldsOfRepeats = (
  { folds }: Pick<Parts, 'folds'>,
  plan: Pick<SplitPlan, 'validation'>,
  repeats = 1,
): Parts['folds'] => folds.slice(0, Math.round((folds.length / repeatsIn(plan)) * repeats));
