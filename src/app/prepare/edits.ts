import type { Step } from '../../prep/step';
import { defaultsOf, type ParamValues } from '../../study/params';
import type { StepPlan, Study } from '../../study/schema';

const withSteps = (study: Study, steps: StepPlan[]): Study => ({ ...study, steps });

/** The id a new card of this step gets: the first free number, so that ids of removed cards may come back. */
export function freshStepId(steps: StepPlan[], name: string): string {
  const taken = new Set(steps.map((s) => s.id));
  let number = 1;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** A new step with its default parameters, before the step at this place; without a place at the end. */
export function addStep(
  study: Study,
  step: Pick<Step, 'name' | 'params'>,
  at: number = study.steps.length,
): Study {
  const plan = { id: freshStepId(study.steps, step.name), step: step.name, params: defaultsOf(step.params) };
  const steps = [...study.steps];
  steps.splice(at, 0, plan);
  return withSteps(study, steps);
}

export const removeStep = (study: Study, id: string): Study =>
  withSteps(
    study,
    study.steps.filter((s) => s.id !== id),
  );

/** Moves a card to another place; the same study where nothing would move. */
export function moveStep(study: Study, id: string, to: number): Study {
  const from = study.steps.findIndex((s) => s.id === id);
  const place = Math.max(0, Math.min(study.steps.length - 1, to));
  if (from < 0 || from === place) return study;
  const steps = study.steps.filter((s) => s.id !== id);
  steps.splice(place, 0, study.steps[from]);
  return withSteps(study, steps);
}

/** Moves a card to where another one stands; some of the study's steps may be on another list than these two. */
export const moveBeside = (study: Study, id: string, other: string): Study => {
  const to = study.steps.findIndex((s) => s.id === other);
  return to < 0 ? study : moveStep(study, id, to);
};

export const setStepParams = (study: Study, id: string, params: ParamValues): Study =>
  withSteps(
    study,
    study.steps.map((s) => (s.id === id ? { ...s, params } : s)),
  );

/** The columns a step is to act on; null gives it back all that concern it. */
export const setStepColumns = (study: Study, id: string, columns: string[] | null): Study =>
  withSteps(
    study,
    study.steps.map((plan) => {
      if (plan.id !== id) return plan;
      const { columns: _, ...rest } = plan;
      return columns ? { ...rest, columns } : rest;
    }),
  );
