import { mapNumbers, scalableColumns } from '../columns';
import { extent } from '../statistics';
import type { Step } from '../step';

export interface LogState {
  /** Column and what is added before the logarithm: 0, or as much as makes the lowest training value 0. */
  columns: [string, number][];
}

/**
 * log(1 + x), natural; where the training part holds negative values, log(1 + x + shift). A value to come below
 * the lowest that was provided for becomes 0, as that one does. Columns of 0 and 1 alone stay as they are.
 */
export const log: Step<LogState> = {
  name: 'log',
  kind: 'map',
  forNumbers: true,
  params: [],
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => [name, Math.max(0, -extent(v)[0])]),
  }),
  apply: (data, _params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, shift]) => ({
        name,
        of: (value) => Math.log1p(Math.max(0, value + shift)),
      })),
    ),
};
