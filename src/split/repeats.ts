import type { SplitPlan } from '../study/schema';
import type { Parts } from './parts';

/** How often the validation deals the same people out anew; 1 where it does so once. */
export const repeatsIn = ({ validation }: Pick<SplitPlan, 'validation'>): number =>
  validation.kind === 'kfold' ? (validation.repeats ?? 1) : 1;

/** The folds of so many repeats, the first ones. In a repeat every row that develops validates once. */
export const foldsOfRepeats = (
  { folds }: Pick<Parts, 'folds'>,
  plan: Pick<SplitPlan, 'validation'>,
  repeats = 1,
): Parts['folds'] => folds.slice(0, Math.round((folds.length / repeatsIn(plan)) * repeats));
