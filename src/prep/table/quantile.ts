import { countMissing, mapNumbers, scalableColumns } from '../columns';
import { normalQuantile } from '../normal-quantile';
import { quantiles } from '../quantiles';
import type { Step } from '../step';

export interface QuantileState {
  /** Column and its quantiles at evenly spaced probabilities from 0 to 1. */
  columns: [string, number[]][];
}

/** scikit-learn's bounds of the normal output, at probabilities 1e-7 and 1 - 1e-7: about -5.2 and 5.2. */
const THRESHOLD = 1e-7;
const LOWEST = normalQuantile(THRESHOLD - Number.EPSILON);
const HIGHEST = normalQuantile(1 - (THRESHOLD - Number.EPSILON));

/** How many of the rising `list` are below `value`, or at most it. */
function countBelow(list: readonly number[], value: number, orEqual: boolean): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle] < value || (orEqual && list[middle] === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The share of the training part below `value`, 0 ... 1, interpolated; the middle of the step where values repeat. */
function rank(list: readonly number[], value: number): number {
  const last = list.length - 1;
  if (value <= list[0]) return 0;
  if (value >= list[last]) return 1;
  const above = countBelow(list, value, true);
  if (list[above - 1] === value) return (countBelow(list, value, false) + above - 1) / 2 / last;
  const low = list[above - 1];
  return (above - 1 + (value - low) / (list[above] - low)) / last;
}

function normalRank(list: readonly number[], value: number): number {
  if (value - THRESHOLD < list[0]) return LOWEST;
  if (value + THRESHOLD > list[list.length - 1]) return HIGHEST;
  return Math.min(HIGHEST, Math.max(LOWEST, normalQuantile(rank(list, value))));
}

/**
 * Gives each value its place among the training part's, from 0 to 1, or the normal score of that place, as
 * scikit-learn's QuantileTransformer (subsample=None) does; values to come beyond the training part's get its ends.
 * A constant column becomes 0. Columns of 0 and 1 alone stay as they are.
 */
export const quantile: Step<QuantileState> = {
  name: 'quantile',
  kind: 'map',
  forNumbers: true,
  params: [
    { key: 'output', kind: 'choice', choices: ['uniform', 'normal'], default: 'normal' },
    { key: 'quantiles', kind: 'int', low: 10, high: 1000, default: 100 },
  ],
  previewRows: 10_000,
  concerns: (data) => scalableColumns(data).map(([name]) => name),
  fit: (data, _target, params) => ({
    columns: scalableColumns(data).map(([name, column]) => {
      const { v } = column;
      const count = Math.max(2, Math.min(Number(params.quantiles), v.length - countMissing(column)));
      const probabilities = Array.from({ length: count }, (_, i) => i / (count - 1));
      return [name, quantiles(v, probabilities)];
    }),
  }),
  apply: (data, params, state) =>
    mapNumbers(
      data,
      state.columns.map(([name, list]) => {
        const constant = list[0] === list[list.length - 1];
        const place = params.output === 'normal' ? normalRank : rank;
        return {
          name,
          of: (value) => (Number.isNaN(value) ? value : constant ? 0 : place(list, value)),
        };
      }),
    ),
};
