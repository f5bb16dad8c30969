import { columnsOf, countMissing, fittedColumn, freshName, replaceColumns } from '../columns';
import { countCodes } from '../statistics';
import type { Step } from '../step';

export interface FrequencyState {
  /** Column, its new name, how often each level occurred in the training part, and how often none did. */
  columns: { column: string; name: string; counts: [string, number][]; missing: number }[];
  /** Rows of the training part. */
  rows: number;
}

/**
 * A level becomes how often it occurred in the training part, as category_encoders' CountEncoder counts: missing is
 * a level like others, a level never seen is 0. Levels that are equally frequent cannot be told apart afterwards.
 */
export const frequency: Step<FrequencyState> = {
  name: 'frequency',
  kind: 'expand',
  params: [{ key: 'measure', kind: 'choice', choices: ['share', 'count', 'log'], default: 'share' }],
  concerns: (data) => columnsOf(data, 'cat').map(([name]) => name),
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    return {
      rows: data.n,
      columns: columnsOf(data, 'cat').map(([column, cat]) => {
        const counts = countCodes(cat.codes, cat.dict.length);
        return {
          column,
          name: freshName(`${column}:${params.measure}`, taken),
          counts: cat.dict
            .map((level, code): [string, number] => [level, counts[code]])
            .filter(([, count]) => count > 0),
          missing: countMissing(cat),
        };
      }),
    };
  },
  apply(data, params, { columns, rows }) {
    const measured = (count: number): number => {
      if (params.measure === 'log') return Math.log1p(count);
      return params.measure === 'share' && rows > 0 ? count / rows : count;
    };
    return replaceColumns(
      data,
      new Map(
        columns.map(({ column, name, counts, missing }) => {
          const { codes, dict } = fittedColumn(data, column, 'cat');
          const known = new Map(counts);
          const values = dict.map((level) => measured(known.get(level) ?? 0));
          const ofMissing = measured(missing);
          const v = Float64Array.from(codes, (code) => (code < 0 ? ofMissing : values[code]));
          return [column, [[name, { kind: 'num', v }]]];
        }),
      ),
    );
  },
  forget: (state, rare) => ({
    state: {
      ...state,
      columns: state.columns.map((column) => ({
        ...column,
        counts: column.counts.filter(([level]) => !rare.get(column.column)?.has(level)),
      })),
    },
  }),
};
