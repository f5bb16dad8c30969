import type { StepPlan } from '../study/schema';
import { stepByName } from '.';
import { levelsPlan } from './levels-plan';

const isForNetworks = ({ step }: StepPlan): boolean => stepByName(step).forNetworks === true;

/** Whether networks are given other numbers than a regression is. */
export const differsForNetworks = (steps: readonly StepPlan[]): boolean => steps.some(isForNetworks);

/**
 * The steps before a model that reads a table so (`Family.reads`): networks have them all, a regression does without
 * those that are for networks, so that its coefficients stay those of the columns, and trees without those as well that
 * only make numbers.
 */
export function planFor(steps: readonly StepPlan[], reads?: 'levels' | 'embedded'): StepPlan[] {
  if (reads === 'levels') return levelsPlan(steps);
  return reads === 'embedded' ? [...steps] : steps.filter((step) => !isForNetworks(step));
}
