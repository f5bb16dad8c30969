import { mapNumbers, scalableColumns } from '../columns';
import { extent } from '../statistics';
import type { Step } from '../step';

export interface MinMaxState {
  /** Column, smallest and largest value of the training part. */
  columns: [string, number, number][];
}

/**
 * Stretches the range of the training part to 0 ... 1, as scikit-learn's MinMaxScaler does. A constant column
 * becomes 0. Columns of 0 and 1 alone stay as they are.
 */
export const minMax: Step<MinMaxState> = {
  name: 'min-max',
  kind: 'map',
  forNumbers: true,
  params: [{ key: 'clip', kind: 'flag', default: false }],
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => [name, ...extent(v)]),
  }),
  apply: (data, params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, low, high]) => ({
        name,
        of: (value) => {
          if (Number.isNaN(value)) return value;
          const scaled = high === low ? 0 : (value - low) / (high - low);
          return params.clip === true ? Math.min(1, Math.max(0, scaled)) : scaled;
        },
      })),
    ),
};
