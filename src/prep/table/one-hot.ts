import { columnsOf, fittedColumn, freshName, replaceColumns } from '../columns';
import { countCodes } from '../statistics';
import type { Step } from '../step';
import { encode, forgetRare, makeVocabulary, VOCABULARY_PARAMS, type Vocabulary } from '../vocabulary';

export interface OneHotState {
  columns: Vocabulary[];
}

/** Of two columns the second alone, as scikit-learn's `drop='if_binary'` has it, rare levels put together first. */
function dropFirst(vocabulary: Vocabulary): Vocabulary {
  const { kept, rest } = vocabulary;
  if (kept.length + (rest ? 1 : 0) !== 2) return vocabulary;
  return { ...vocabulary, kept: kept.slice(1), baseline: kept[0][0] };
}

/** A column that is 0 in every training row would teach nothing of what it means: it is made for missing cells only. */
function withUnknown(vocabulary: Vocabulary, codes: Int32Array, taken: Set<string>): Vocabulary {
  if (!codes.includes(-1)) return vocabulary;
  return { ...vocabulary, unknown: freshName(`${vocabulary.column}=unknown`, taken) };
}

/**
 * A categorical column becomes one 0/1 column a level, named `column=level`; two columns become one. A missing
 * level or one that the dictionary did not hold is zero everywhere or, where asked for, has `column=unknown`.
 */
export const oneHot: Step<OneHotState> = {
  name: 'one-hot',
  kind: 'expand',
  forNumbers: true,
  params: [
    { key: 'dropBinary', kind: 'flag', default: true },
    ...VOCABULARY_PARAMS,
    { key: 'unknown', kind: 'flag', default: false },
  ],
  concerns: (data) => columnsOf(data, 'cat').map(([name]) => name),
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    return {
      columns: columnsOf(data, 'cat').map(([name, { codes, dict }]) => {
        const all = makeVocabulary(name, dict, countCodes(codes, dict.length), params, '=', taken);
        const dropped = params.dropBinary === true ? dropFirst(all) : all;
        return params.unknown === true ? withUnknown(dropped, codes, taken) : dropped;
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
            for (let row = 0; row < data.n; row++) visit(row, codes[row]);
          });
          return [vocabulary.column, encoded];
        }),
      ),
    );
  },
  forget: ({ columns }, rare) => forgetRare(columns, rare, '='),
};
