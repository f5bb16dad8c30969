import { BenchsideError } from '../study/errors';
import type { Step } from './step';
import { bagOfWords } from './table/bag-of-words';
import { dateParts } from './table/date-parts';
import { frequency } from './table/frequency';
import { hashing } from './table/hashing';
import { icdChapter } from './table/icd-chapter';
import { impute } from './table/impute';
import { minMax } from './table/min-max';
import { multiHot } from './table/multi-hot';
import { oneHot } from './table/one-hot';
import { ordinal } from './table/ordinal';
import { standardize } from './table/standardize';
import { targetEncoding } from './table/target-encoding';

/** Every step there is, in the order in which the screen offers them. */
export const steps: readonly Step[] = [
  impute,
  dateParts,
  icdChapter,
  ordinal,
  oneHot,
  multiHot,
  frequency,
  targetEncoding,
  hashing,
  bagOfWords,
  standardize,
  minMax,
];

/** Throws `prep.unknownStep`. */
export function stepByName(name: string): Step {
  const step = steps.find((s) => s.name === name);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: name });
  return step;
}
