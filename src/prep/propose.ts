import type { Dataset } from '../data/dataset';
import { defaultsOf } from '../study/params';
import type { StepPlan } from '../study/schema';
import { stepByName } from '.';

/** What a table needs before a network can read it, in this order. */
const ORDER = ['impute', 'one-hot', 'multi-hot', 'standardize'];

/**
 * The recommended steps, with their default parameters: those that concern any column, and imputation always,
 * since a complete table says nothing of the cells that a new patient will lack.
 */
export function proposeSteps(data: Dataset): StepPlan[] {
  return ORDER.map(stepByName)
    .map((step) => ({ step, params: defaultsOf(step.params) }))
    .filter(({ step, params }) => step.name === 'impute' || step.concerns(data, params).length > 0)
    .map(({ step, params }) => ({ id: `${step.name}-1`, step: step.name, params }));
}
