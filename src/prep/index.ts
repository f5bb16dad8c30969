import { BenchsideError } from '../study/errors';
import type { Step } from './step';
import { impute } from './table/impute';
import { minMax } from './table/min-max';
import { multiHot } from './table/multi-hot';
import { oneHot } from './table/one-hot';
import { standardize } from './table/standardize';

/** Every step there is, in the order in which the screen offers them. */
export const steps: readonly Step[] = [impute, oneHot, multiHot, standardize, minMax];

/** Throws `prep.unknownStep`. */
export function stepByName(name: string): Step {
  const step = steps.find((s) => s.name === name);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: name });
  return step;
}
