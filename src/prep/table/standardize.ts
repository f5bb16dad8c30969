import { mapNumbers, scalableColumns } from '../columns';
import { meanAndSd } from '../statistics';
import type { Step } from '../step';

export interface StandardizeState {
  /** Column, mean and population SD of the training part; SD 0 for a constant column. */
  columns: [string, number, number][];
}

/**
 * Subtracts the mean and divides by the SD of the training part, as scikit-learn's StandardScaler does. A
 * constant column becomes 0, also in rows to come: nothing was learned about its other values. Columns of 0 and 1
 * alone (indicators, one-hot) stay as they are.
 */
export const standardize: Step<StandardizeState> = {
  name: 'standardize',
  kind: 'map',
  forNumbers: true,
  params: [],
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => {
      const { mean, sd } = meanAndSd(v);
      return [name, mean, sd];
    }),
  }),
  apply: (data, _params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, mean, sd]) => ({
        name,
        of: (value) => (Number.isNaN(value) ? value : sd === 0 ? 0 : (value - mean) / sd),
      })),
    ),
};
