import { BenchsideError } from '../../study/errors';
import type { ImageStep } from './image-step';
import { scale01 } from './scale01';

/** Every image step there is, in the order in which the screen offers them. */
export const imageSteps: readonly ImageStep[] = [scale01];

const byName = new Map(imageSteps.map((step) => [step.name, step]));

export const isImageStep = (name: string): boolean => byName.has(name);

/** Throws `prep.unknownStep`. */
export function imageStepByName(name: string): ImageStep {
  const step = byName.get(name);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: name });
  return step;
}
