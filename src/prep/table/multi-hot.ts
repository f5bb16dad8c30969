import { columnsOf, fittedColumn, replaceColumns } from '../columns';
import { countCodes } from '../statistics';
import type { Step } from '../step';
import { encode, forgetRare, makeVocabulary, VOCABULARY_PARAMS, type Vocabulary } from '../vocabulary';

export interface MultiHotState {
  columns: Vocabulary[];
}

/**
 * A column whose cells name several things becomes one 0/1 column a thing, named `column∋level`. A cell that
 * names nothing is zero everywhere; what the dictionary did not hold is left out.
 */
export const multiHot: Step<MultiHotState> = {
  name: 'multi-hot',
  kind: 'expand',
  params: VOCABULARY_PARAMS,
  concerns: (data) => columnsOf(data, 'multi').map(([name]) => name),
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    return {
      columns: columnsOf(data, 'multi').map(([name, { codes, dict }]) =>
        makeVocabulary(name, dict, countCodes(codes, dict.length), params, '∋', taken),
      ),
    };
  },
  apply(data, _params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map((vocabulary) => {
          const { codes, offsets, dict } = fittedColumn(data, vocabulary.column, 'multi');
          const encoded = encode(vocabulary, data.n, dict, (visit) => {
            for (let row = 0; row < data.n; row++)
              for (let i = offsets[row]; i < offsets[row + 1]; i++) visit(row, codes[i]);
          });
          return [vocabulary.column, encoded];
        }),
      ),
    );
  },
  forget: ({ columns }, rare) => forgetRare(columns, rare, '∋'),
};
