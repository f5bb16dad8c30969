import { columnsOf } from '../columns';
import { meanAndSd } from '../statistics';
import type { Step } from '../step';
import { type Dropped, dropColumns } from './selection';

/** Multiplications that one fit may cost: many columns are compared on regularly spaced rows. */
const MOST_PRODUCTS = 2e9;
const FEWEST_ROWS = 500;

export interface CorrelationState extends Dropped {
  /** For each column of `dropped`: the column that stays and says nearly the same, and their correlation. */
  because: { column: string; r: number }[];
}

/**
 * Of two number columns whose Pearson correlation in the training part is beyond the limit, up or down, the one that
 * stands later goes; columns are compared in order with those that stay. Rows where both have a value count, as in
 * pandas' DataFrame.corr.
 */
export const selectCorrelation: Step<CorrelationState> = {
  name: 'select-correlation',
  kind: 'expand',
  params: [{ key: 'limit', kind: 'float', low: 0.5, high: 1, step: 0.01, default: 0.95 }],
  concerns: (data) => columnsOf(data, 'num').map(([name]) => name),
  fit(data, _target, params) {
    const columns = columnsOf(data, 'num').map(([name, { v }]) => prepare(name, v, stride(data)));
    const kept: Prepared[] = [];
    const state: CorrelationState = { dropped: [], because: [] };
    for (const column of columns) {
      const found = kept
        .map((other) => ({ column: other.name, r: correlation(other, column) }))
        .find(({ r }) => Math.abs(r) > Number(params.limit));
      if (!found) kept.push(column);
      else {
        state.dropped.push(column.name);
        state.because.push(found);
      }
    }
    return state;
  },
  apply: (data, _params, state) => dropColumns(data, state),
};

function stride(data: Parameters<Step['fit']>[0]): number {
  const columns = columnsOf(data, 'num').length;
  const rows = Math.max(FEWEST_ROWS, (2 * MOST_PRODUCTS) / Math.max(1, columns * columns));
  return Math.max(1, Math.ceil(data.n / rows));
}

interface Prepared {
  name: string;
  values: Float64Array;
  /** Values less their mean, over the length of that vector; null where there are gaps or nothing varies. */
  unit: Float64Array | null;
}

function prepare(name: string, v: Float64Array, every: number): Prepared {
  const values = every === 1 ? v : v.filter((_, i) => i % every === 0);
  const { n, mean, sd } = meanAndSd(values);
  const length = sd * Math.sqrt(n);
  const whole = n === values.length && sd > 0;
  return { name, values, unit: whole ? values.map((value) => (value - mean) / length) : null };
}

/** Pearson's r over the rows where both have a value; 0 where one of them does not vary there. */
function correlation(a: Prepared, b: Prepared): number {
  if (a.unit && b.unit) {
    let sum = 0;
    for (let i = 0; i < a.unit.length; i++) sum += a.unit[i] * b.unit[i];
    return sum;
  }
  const both = (values: Float64Array) =>
    values.filter((_, i) => !Number.isNaN(a.values[i]) && !Number.isNaN(b.values[i]));
  const [x, y] = [both(a.values), both(b.values)];
  const [ofX, ofY] = [meanAndSd(x), meanAndSd(y)];
  if (x.length < 3 || ofX.sd === 0 || ofY.sd === 0) return 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - ofX.mean) * (y[i] - ofY.mean);
  return sum / (x.length * ofX.sd * ofY.sd);
}
