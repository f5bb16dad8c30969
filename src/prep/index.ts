import { BenchsideError } from '../study/errors';
import type { Step } from './step';
import { bagOfWords } from './table/bag-of-words';
import { dateParts } from './table/date-parts';
import { frequency } from './table/frequency';
import { hashing } from './table/hashing';
import { icdChapter } from './table/icd-chapter';
import { impute } from './table/impute';
import { imputeConstant } from './table/impute-constant';
import { imputeIterative } from './table/impute-iterative';
import { imputeKnn } from './table/impute-knn';
import { levelCodes } from './table/level-codes';
import { log } from './table/log';
import { minMax } from './table/min-max';
import { multiHot } from './table/multi-hot';
import { oneHot } from './table/one-hot';
import { ordinal } from './table/ordinal';
import { overSample } from './table/over-sample';
import { piecewiseLinear } from './table/piecewise-linear';
import { quantile } from './table/quantile';
import { robust } from './table/robust';
import { selectCorrelation } from './table/select-correlation';
import { selectMutualInformation } from './table/select-mutual-information';
import { selectVariance } from './table/select-variance';
import { smoothClip } from './table/smooth-clip';
import { standardize } from './table/standardize';
import { targetEncoding } from './table/target-encoding';
import { underSample } from './table/under-sample';
import { winsorize } from './table/winsorize';
import { yeoJohnson } from './table/yeo-johnson';

/** Every step there is, in the order in which the screen offers them. */
export const steps: readonly Step[] = [
  impute,
  imputeConstant,
  imputeKnn,
  imputeIterative,
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
  robust,
  quantile,
  yeoJohnson,
  log,
  winsorize,
  smoothClip,
  piecewiseLinear,
  selectVariance,
  selectCorrelation,
  selectMutualInformation,
  overSample,
  underSample,
];

/** Also what no person chooses, as it comes with a model. */
export const everyStep: readonly Step[] = [...steps, levelCodes];

/** Throws `prep.unknownStep`. */
export function stepByName(name: string): Step {
  const step = everyStep.find((s) => s.name === name);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: name });
  return step;
}
