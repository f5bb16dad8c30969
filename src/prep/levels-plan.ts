import type { StepPlan } from '../study/schema';
import { stepByName } from '.';
import type { FittedStep } from './step';
import { levelCodes } from './table/level-codes';
import type { LevelPlaces } from './table/level-places';

/** Last of the steps: no step of a study has this id. */
const ID = 'level-codes';

/**
 * The steps before a model that takes missing values and levels as they are: without those that fill gaps, give levels
 * columns of their own or only change a scale, and at the end what is a category still as codes of its levels.
 */
export const levelsPlan = (steps: readonly StepPlan[]): StepPlan[] => [
  ...steps.filter(({ step }) => !stepByName(step).forNumbers),
  { id: ID, step: levelCodes.name, params: {} },
];

/** The columns that such steps, fitted, made codes of levels of. */
export const levelColumns = (steps: readonly FittedStep[]): string[] =>
  steps.flatMap(({ id, state }) => (id === ID ? (state as LevelPlaces).columns.map(([name]) => name) : []));
