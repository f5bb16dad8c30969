import type { Dataset, Target } from '../data/dataset';
import type { Parts } from '../split/parts';
import { BenchsideError } from '../study/errors';
import type { Study } from '../study/schema';
import { checkDirections } from './directions';
import { checkFeatures } from './features';
import type { Finding } from './finding';
import { checkHorizon, checkOutcome, checkTestSize, stop } from './outcome';
import { checkPictures } from './pictures';
import { checkCalibration, checkRowsKept, checkSearch, checkSteps } from './plan';

const LEVELS: readonly Finding['level'][] = ['stop', 'warn', 'question', 'fine'];

/** What blocks training first, what is in order last. */
export const byLevel = (found: readonly Finding[]): Finding[] =>
  LEVELS.flatMap((level) => found.filter((finding) => finding.level === level));

/**
 * Everything worth knowing before training, what blocks it first. `data` holds the features of all rows; `parts`
 * is null where the rows cannot be parted. Throws nothing for bad input.
 */
export function checkStudy(study: Study, data: Dataset, target: Target, parts: Parts | null): Finding[] {
  if (!study.task) return [stop(new BenchsideError('target.none'))];
  // Pictures need no columns beside them.
  const alone = study.images !== undefined && data.cols.size === 0;
  const features = alone ? [] : checkFeatures(study.columns, data);
  const found = [
    ...checkOutcome(study.task.target, target),
    ...features,
    // Without features the steps have nothing to say.
    ...(alone || features.some((f) => f.level === 'stop') ? [] : checkSteps(study, data, target)),
    ...checkPictures(study),
    ...checkSearch(study),
    ...checkHorizon(study),
    ...checkCalibration(study),
    ...checkRowsKept(study),
    ...checkDirections(study),
    ...checkTestSize(target, parts),
  ];
  return byLevel(found);
}
