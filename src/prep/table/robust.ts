import { mapNumbers, scalableColumns } from '../columns';
import { quantiles } from '../quantiles';
import { extent } from '../statistics';
import type { Step } from '../step';

export interface RobustState {
  /** Column, median and interquartile range of the training part; a range of 0 for a constant column. */
  columns: [string, number, number][];
}

/**
 * Subtracts the median and divides by the interquartile range of the training part, as scikit-learn's RobustScaler
 * does: where the middle half is all one value, it is divided by 1. A constant column becomes 0, also in rows to
 * come. Columns of 0 and 1 alone stay as they are.
 */
export const robust: Step<RobustState> = {
  name: 'robust',
  kind: 'map',
  forNumbers: true,
  params: [],
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data) => ({
    columns: scalableColumns(data).map(([name, { v }]) => {
      const [low, high] = extent(v);
      const [lower, middle, upper] = quantiles(v, [0.25, 0.5, 0.75]);
      return [name, middle, low === high ? 0 : upper - lower || 1];
    }),
  }),
  apply: (data, _params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, middle, range]) => ({
        name,
        of: (value) => (Number.isNaN(value) ? value : range === 0 ? 0 : (value - middle) / range),
      })),
    ),
};
