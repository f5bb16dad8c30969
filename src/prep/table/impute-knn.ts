import { type Dataset, takeRows } from '../../data/dataset';
import type { ParamValues } from '../../study/params';
import type { Rng } from '../../study/random';
import { columnsOf, fittedColumn } from '../columns';
import {
  CATEGORIES,
  columnsWithGaps,
  forgetModes,
  INDICATOR,
  indicatorsOf,
  modesOf,
  putFilled,
} from '../filling';
import { Donors } from '../nearest-donors';
import { meanAndSd } from '../statistics';
import type { Step } from '../step';

export interface ImputeKnnState {
  /** Column, mean and population SD of the training part. A column without any value there has mean 0. */
  numbers: [string, number, number][];
  /** Training rows to take values from, in the order of `numbers`; null where missing. */
  donors: (number | null)[][];
  categories: [string, string | null][];
  /** Column and the name of its indicator (1 = was missing). */
  indicators: [string, string][];
}

/** More rows of the training part than this are not kept: of more, a seeded sample. */
const MAX_DONORS = 2000;

function donorRows(data: Dataset, rng: Rng): Dataset {
  if (data.n <= MAX_DONORS) return data;
  const rows = rng.shuffle(Uint32Array.from({ length: data.n }, (_, i) => i)).slice(0, MAX_DONORS);
  return takeRows(data, rows.sort());
}

function donorsOf(data: Dataset, rng: Rng): (number | null)[][] {
  const numbers: Dataset = { ...data, cols: new Map(columnsOf(data, 'num')) };
  const kept = donorRows(numbers, rng);
  const columns = columnsOf(kept, 'num');
  return Array.from({ length: kept.n }, (_, row) =>
    columns.map(([, { v }]) => (Number.isNaN(v[row]) ? null : v[row])),
  );
}

/** Each number column of `data` with its gaps filled. */
function fill(data: Dataset, params: ParamValues, state: ImputeKnnState): [string, Float64Array][] {
  const filled = state.numbers.map(([name]) => fittedColumn(data, name, 'num').v.slice());
  const donors = new Donors(state.donors, state.numbers);
  const row = new Float64Array(filled.length);
  for (let i = 0; i < data.n; i++) {
    let gaps = 0;
    for (let j = 0; j < filled.length; j++) {
      row[j] = filled[j][i];
      if (Number.isNaN(row[j])) gaps++;
    }
    if (gaps === 0) continue;
    donors.measure(row);
    for (let j = 0; j < filled.length; j++)
      if (Number.isNaN(row[j]))
        filled[j][i] = donors.value(j, Number(params.neighbours), params.weights === 'distance');
  }
  return state.numbers.map(([name], j) => [name, filled[j]]);
}

/**
 * Fills a gap among the numbers with the mean of the nearest training rows that have a value there, as
 * scikit-learn's KNNImputer does on standardized columns: Euclidean distance over what both rows have, scaled up
 * for what they lack (Dixon, IEEE Trans. Syst. Man Cybern. 9, 1979). With no such row the column's mean. At most
 * 2,000 training rows are kept, a seeded sample of more. A category's gaps are filled by its mode, or stay.
 */
export const imputeKnn: Step<ImputeKnnState> = {
  name: 'impute-knn',
  kind: 'expand',
  forNumbers: true,
  params: [
    { key: 'neighbours', kind: 'int', low: 1, high: 100, default: 5 },
    { key: 'weights', kind: 'choice', choices: ['uniform', 'distance'], default: 'uniform' },
    CATEGORIES,
    INDICATOR,
  ],
  holdsRows: true,
  previewRows: 800,
  concerns: columnsWithGaps,
  fit: (data, _target, params, { rng }) => ({
    numbers: columnsOf(data, 'num').map(([name, { v }]) => {
      const { mean, sd } = meanAndSd(v);
      return [name, mean, sd];
    }),
    donors: donorsOf(data, rng),
    categories: params.categories === 'mode' ? modesOf(data) : [],
    indicators: indicatorsOf(data, params),
  }),
  apply: (data, params, state) =>
    putFilled(data, fill(data, params, state), state.categories, state.indicators),
  forget: (state, rare) => ({ state: { ...state, categories: forgetModes(state.categories, rare) } }),
};
