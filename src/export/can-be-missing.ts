import { preparedRows } from '../prep/pipeline';
import { BenchsideError } from '../study/errors';
import { typicalCell } from './check-predictor';
import { datasetFromRows } from './inputs';
import type { Predictor } from './predictor';

type Prepared = Pick<Predictor, 'inputs' | 'members'>;

/** Whether the model predicts a patient of whom these inputs are not known: some step fills the gaps, or it takes them as they are, in every member. */
function fills({ inputs, members }: Prepared, missing: ReadonlySet<string>): boolean {
  const row = datasetFromRows(inputs, [
    Object.fromEntries(
      inputs.map((input) => [input.name, missing.has(input.name) ? '' : typicalCell(input)]),
    ),
  ]);
  try {
    for (const member of members) if (member.names.length > 0) preparedRows(member, row);
    return true;
  } catch (error) {
    if (error instanceof BenchsideError) return false;
    throw error;
  }
}

/** Whether the model predicts a patient of whom this input is not known. */
export const canBeMissing = (predictor: Prepared, name: string): boolean => fills(predictor, new Set([name]));

/**
 * The inputs that the model cannot do without, in its order. Halves of the list are tried, as most models fill every
 * gap and one trial tells so.
 */
export function neededInputs(predictor: Prepared): string[] {
  const search = (names: string[]): string[] => {
    if (names.length === 0 || fills(predictor, new Set(names))) return [];
    if (names.length === 1) return names;
    const middle = names.length >> 1;
    return [...search(names.slice(0, middle)), ...search(names.slice(middle))];
  };
  return search(predictor.inputs.map(({ name }) => name));
}
