import { RECALIBRATIONS_OF } from '../evaluate/recalibration/calibration';
import type { AnySpec } from '../models/family';
import { inferShapes } from '../models/graph-shapes';
import { isOwn, unitsOfOwn } from '../models/own-models';
import { checkImageParams } from '../prep/image/pipeline';
import { checkParams, preparedRows } from '../prep/pipeline';
import { BenchsideError } from '../study/errors';
import { datasetFromRows } from './inputs';
import type { InputColumn, PictureInput, Predictor } from './predictor';

/** A plausible cell of an input: the median, or the first level. */
export const typicalCell = ({ type, range, second, levels }: InputColumn): string => {
  if (!range) return levels?.[0] ?? '';
  if (type === 'date') return new Date(range.median * 86_400_000).toISOString().slice(0, 10);
  return second ? `${range.median}/${second.median}` : String(range.median);
};

function unitsOf(spec: AnySpec): number | undefined {
  if (isOwn(spec)) return unitsOfOwn(spec);
  return spec.kind === 'graph' ? inferShapes(spec).at(-1)?.[0] : spec.layers.at(-1)?.units;
}

const pictureWidth = ({ shape }: PictureInput): number => shape[0] * shape[1] * shape[2];

/**
 * Checks that the parts of an untrusted predictor fit each other: outputs to the task, inputs of each net to its
 * columns, and the fitted steps to a typical row, which they must turn into those columns. Throws `bundle.broken`.
 */
export function checkPredictor({ task, inputs, members, outcome, calibration }: Predictor): void {
  const wanted = {
    binary: { loss: 'binary', units: 1, classes: task.classes.length === 2 },
    multiclass: { loss: 'softmax', units: task.classes.length, classes: task.classes.length >= 2 },
    regression: { loss: 'mse', units: 1, classes: task.classes.length === 0 },
  }[task.kind];
  const fits =
    wanted.classes &&
    (outcome !== null) === (task.kind === 'regression') &&
    (!calibration || RECALIBRATIONS_OF[task.kind].includes(calibration.kind)) &&
    new Set(inputs.map((input) => input.name)).size === inputs.length &&
    members.every(
      ({ names, spec, picture, gaps }) =>
        spec.loss === wanted.loss &&
        unitsOf(spec) === wanted.units &&
        spec.inputs === names.length + (picture ? pictureWidth(picture) : 0) &&
        (spec.kind === 'trees') === (gaps ?? false),
    );
  if (!fits) throw new BenchsideError('bundle.broken');
  const row = datasetFromRows(inputs, [
    Object.fromEntries(inputs.map((input) => [input.name, typicalCell(input)])),
  ]);
  for (const member of members)
    try {
      const { steps, names, picture } = member;
      checkParams(steps);
      if (picture) checkImageParams([...picture.parts, ...picture.steps]);
      if (names.length > 0) preparedRows(member, row);
    } catch (error) {
      // A column that was empty in development has no typical cell, and no step may fill it.
      if (!(error instanceof BenchsideError && error.code === 'prep.missingLeft'))
        throw new BenchsideError('bundle.broken');
    }
}
