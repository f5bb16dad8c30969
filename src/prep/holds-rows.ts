import type { StepPlan } from '../study/schema';
import { imageStepByName, isImageStep } from './image/index';
import { stepByName } from './index';

/** What a step that holds rows holds: cells of patients, or a picture of one. */
export interface HeldRows {
  step: string;
  what: 'cells' | 'picture';
}

/** The steps that would put rows of the training part, as they are, into every copy of the model. */
export const rowsHeldBy = (steps: readonly StepPlan[]): HeldRows[] =>
  steps.flatMap(({ step, params }): HeldRows[] => {
    if (isImageStep(step))
      return imageStepByName(step).holdsRows?.(params) ? [{ step, what: 'picture' }] : [];
    return stepByName(step).holdsRows ? [{ step, what: 'cells' }] : [];
  });
