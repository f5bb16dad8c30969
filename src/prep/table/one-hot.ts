import { columnsOf, fittedColumn, replaceColumns } from '../columns';
import { countCodes } from '../statistics';
import type { Step } from '../step';
import { encode, makeVocabulary, type Vocabulary } from '../vocabulary';

export interface OneHotState {
  columns: Vocabulary[];
}

/**
 * A categorical column becomes one 0/1 column a level, named `column=level`. A column of two levels becomes one
 * column, for the second level in order, as scikit-learn's `drop='if_binary'` has it. A missing level or one
 * that the dictionary did not hold is zero everywhere.
 */
export const oneHot: Step<OneHotState> = {
  name: 'one-hot',
  kind: 'expand',
  params: [
    { key: 'dropBinary', kind: 'flag', default: true },
    { key: 'maxLevels', kind: 'int', low: 2, high: 1000, default: 50 },
  ],
  concerns: (data) => columnsOf(data, 'cat').map(([name]) => name),
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    return {
      columns: columnsOf(data, 'cat').map(([name, { codes, dict }]) => {
        const counts = countCodes(codes, dict.length);
        const all = makeVocabulary(name, dict, counts, Number(params.maxLevels), '=', taken);
        const binary = params.dropBinary === true && dict.length === 2;
        return binary ? { ...all, kept: all.kept.slice(1) } : all;
      }),
    };
  },
  apply(data, _params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map((vocabulary) => {
          const { codes, dict } = fittedColumn(data, vocabulary.column, 'cat');
          const encoded = encode(vocabulary, data.n, dict, (visit) => {
            for (let row = 0; row < data.n; row++) if (codes[row] >= 0) visit(row, codes[row]);
          });
          return [vocabulary.column, encoded];
        }),
      ),
    );
  },
};
