import { columnsOf } from '../columns';
import { meanAndSd } from '../statistics';
import type { Step } from '../step';
import { type Dropped, dropColumns } from './selection';

/**
 * Leaves out number columns that hardly vary in the training part: population variance at or under the limit, gaps
 * left out, as scikit-learn's VarianceThreshold. A column's unit is part of its variance: above 0 the limit has a
 * meaning for columns of one scale alone, such as 0/1 columns, where 0.01 is 1 % of patients. Without rows all stay.
 */
export const selectVariance: Step<Dropped> = {
  name: 'select-variance',
  kind: 'expand',
  params: [{ key: 'limit', kind: 'float', low: 0, high: 0.25, step: 0.001, default: 0 }],
  concerns: (data) => columnsOf(data, 'num').map(([name]) => name),
  fit: (data, _target, params) => ({
    dropped:
      data.n === 0
        ? []
        : columnsOf(data, 'num')
            .filter(([, { v }]) => meanAndSd(v).sd ** 2 <= Number(params.limit))
            .map(([name]) => name),
  }),
  apply: (data, _params, state) => dropColumns(data, state),
};
