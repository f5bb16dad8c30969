import { applyPipeline, toMatrix } from '../prep/pipeline';
import { BenchsideError } from '../study/errors';
import { typicalCell } from './check-predictor';
import { datasetFromRows } from './inputs';
import type { Predictor } from './predictor';

/** Whether the model predicts a patient of whom this input is not known: some step fills the gap, in every member. */
export function canBeMissing(
  { inputs, members }: Pick<Predictor, 'inputs' | 'members'>,
  name: string,
): boolean {
  const row = datasetFromRows(inputs, [
    Object.fromEntries(inputs.map((input) => [input.name, input.name === name ? '' : typicalCell(input)])),
  ]);
  try {
    for (const { steps, names } of members) if (names.length > 0) toMatrix(applyPipeline(steps, row), names);
    return true;
  } catch (error) {
    if (error instanceof BenchsideError) return false;
    throw error;
  }
}
