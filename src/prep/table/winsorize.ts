import { mapNumbers, scalableColumns } from '../columns';
import { quantiles } from '../quantiles';
import type { Step } from '../step';

export interface WinsorizeState {
  /** Column and the two percentiles of the training part between which its values are held. */
  columns: [string, number, number][];
}

/**
 * Values beyond two percentiles of the training part (linear interpolation) become those percentiles' own values,
 * in rows to come too. Columns of 0 and 1 alone stay as they are: a rare finding is no outlier.
 */
export const winsorize: Step<WinsorizeState> = {
  name: 'winsorize',
  kind: 'map',
  params: [
    { key: 'lower', kind: 'float', low: 0, high: 25, step: 0.5, default: 1 },
    { key: 'upper', kind: 'float', low: 75, high: 100, step: 0.5, default: 99 },
  ],
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data, _target, params) => ({
    columns: scalableColumns(data).map(([name, { v }]) => {
      const [low, high] = quantiles(v, [Number(params.lower) / 100, Number(params.upper) / 100]);
      return [name, low, high];
    }),
  }),
  apply: (data, _params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, low, high]) => ({
        name,
        of: (value) => Math.min(high, Math.max(low, value)),
      })),
    ),
};
