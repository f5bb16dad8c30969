import type { StepPlan } from '../../study/schema';
import { isImageStep } from '.';

/** The steps that act on columns; those on pictures are apart. */
export const tableSteps = (steps: readonly StepPlan[]): StepPlan[] =>
  steps.filter(({ step }) => !isImageStep(step));

export const pictureSteps = (steps: readonly StepPlan[]): StepPlan[] =>
  steps.filter(({ step }) => isImageStep(step));

/** The study as those see it who look at columns alone. */
export const ofTable = <S extends { steps: StepPlan[] }>(study: S): S => ({
  ...study,
  steps: tableSteps(study.steps),
});
