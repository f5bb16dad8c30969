import { applyPipeline, checkParams, toMatrix } from '../prep/pipeline';
import { BenchsideError } from '../study/errors';
import { datasetFromRows } from './inputs';
import type { InputColumn, Predictor } from './predictor';

/** A plausible cell of an input: the median, or the first level. */
const typicalCell = ({ type, range, second, levels }: InputColumn): string => {
  if (!range) return levels?.[0] ?? '';
  if (type === 'date') return new Date(range.median * 86_400_000).toISOString().slice(0, 10);
  return second ? `${range.median}/${second.median}` : String(range.median);
};

/**
 * Checks that the parts of an untrusted predictor fit each other: outputs to the task, inputs of each net to its
 * columns, and the fitted steps to a typical row, which they must turn into those columns. Throws `bundle.broken`.
 */
export function checkPredictor({ task, inputs, members, outcome }: Predictor): void {
  const wanted = {
    binary: { loss: 'binary', units: 1, classes: task.classes.length === 2 },
    multiclass: { loss: 'softmax', units: task.classes.length, classes: task.classes.length >= 2 },
    regression: { loss: 'mse', units: 1, classes: task.classes.length === 0 },
  }[task.kind];
  const fits =
    wanted.classes &&
    (outcome !== null) === (task.kind === 'regression') &&
    new Set(inputs.map((input) => input.name)).size === inputs.length &&
    members.every(
      ({ names, spec }) =>
        spec.loss === wanted.loss &&
        spec.layers.at(-1)?.units === wanted.units &&
        spec.inputs === names.length,
    );
  if (!fits) throw new BenchsideError('bundle.broken');
  const row = datasetFromRows(inputs, [
    Object.fromEntries(inputs.map((input) => [input.name, typicalCell(input)])),
  ]);
  for (const { steps, names } of members)
    try {
      checkParams(steps);
      toMatrix(applyPipeline(steps, row), names);
    } catch (error) {
      // A column that was empty in development has no typical cell, and no step may fill it.
      if (!(error instanceof BenchsideError && error.code === 'prep.missingLeft'))
        throw new BenchsideError('bundle.broken');
    }
}
