import type { Dataset, NumColumn, TextColumn } from '../../data/dataset';
import type { ParamValues } from '../../study/params';
import { columnsOf, fittedColumn, freshName, replaceColumns } from '../columns';
import { rowsByPatient } from '../patients';
import type { Step } from '../step';
import { wordsOf } from './words';

export interface BagOfWordsState {
  columns: {
    column: string;
    /** Word, the name of its column, its inverse document frequency. */
    words: [string, string, number][];
  }[];
}

/** How many rows, and how many different patients, have each word. */
function countWords({ codes, dict }: TextColumn, unit: Int32Array) {
  const words = dict.map((cell) => new Set(wordsOf(cell)));
  const counts = new Map<string, { rows: number; patients: number; last: number }>();
  for (const row of rowsByPatient(unit))
    for (const word of codes[row] < 0 ? [] : words[codes[row]]) {
      const count = counts.get(word) ?? { rows: 0, patients: 0, last: -1 };
      count.rows++;
      if (count.last !== unit[row]) count.patients++;
      count.last = unit[row];
      counts.set(word, count);
    }
  return counts;
}

/** The words of most patients, in alphabetical order; none that fewer than `minPatients` patients share. */
function chooseWords(data: Dataset, column: TextColumn, params: ParamValues): [string, number][] {
  return [...countWords(column, data.unit)]
    .filter(([, { patients }]) => patients >= Number(params.minPatients))
    .sort(([a, x], [b, y]) => y.patients - x.patients || (a < b ? -1 : 1))
    .slice(0, Number(params.maxWords))
    .map(([word, { rows }]): [string, number] => [word, Math.log((1 + data.n) / (1 + rows)) + 1])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Words and their weights in one cell: 1 each, or their counts times the idf, brought to length 1. */
function weigh(
  cell: string,
  places: Map<string, number>,
  idf: number[],
  weight: unknown,
): [number, number][] {
  const counts = new Map<number, number>();
  for (const word of wordsOf(cell)) {
    const place = places.get(word);
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  if (weight !== 'tfidf') return Array.from(counts.keys(), (place) => [place, 1]);
  const weights = Array.from(counts, ([place, count]): [number, number] => [place, count * idf[place]]);
  const length = Math.hypot(...weights.map(([, value]) => value));
  return weights.map(([place, value]) => [place, value / length]);
}

/**
 * A column of free text becomes one column a word, named `column∋word`: 0/1, or tf-idf with smoothed idf and rows
 * of length 1 as scikit-learn's TfidfVectorizer computes it. A word is kept only if at least `minPatients`
 * different patients share it: what is rarer could name one. Missing text is zero everywhere.
 */
export const bagOfWords: Step<BagOfWordsState> = {
  name: 'bag-of-words',
  kind: 'expand',
  params: [
    { key: 'weight', kind: 'choice', choices: ['binary', 'tfidf'], default: 'binary' },
    { key: 'maxWords', kind: 'int', low: 1, high: 5000, default: 200 },
    { key: 'minPatients', kind: 'int', low: 5, high: 1000, default: 5 },
  ],
  concerns: (data) => columnsOf(data, 'text').map(([name]) => name),
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    return {
      columns: columnsOf(data, 'text').map(([column, text]) => ({
        column,
        words: chooseWords(data, text, params).map(([word, idf]) => [
          word,
          freshName(`${column}∋${word}`, taken),
          idf,
        ]),
      })),
    };
  },
  apply(data, params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map(({ column, words }) => {
          const { codes, dict } = fittedColumn(data, column, 'text');
          const places = new Map(words.map(([word], place) => [word, place]));
          const idf = words.map(([, , value]) => value);
          const weights = dict.map((cell) => weigh(cell, places, idf, params.weight));
          const columns = words.map((): NumColumn => ({ kind: 'num', v: new Float64Array(data.n) }));
          for (let row = 0; row < data.n; row++)
            for (const [place, value] of codes[row] < 0 ? [] : weights[codes[row]])
              columns[place].v[row] = value;
          return [column, words.map(([, name], place) => [name, columns[place]])];
        }),
      ),
    );
  },
};
