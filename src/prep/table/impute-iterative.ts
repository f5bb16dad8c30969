import type { Dataset } from '../../data/dataset';
import { BenchsideError } from '../../study/errors';
import type { Rng } from '../../study/random';
import { type Chain, fillByChain, fitChain } from '../chained-equations';
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
import { extent, meanAndSd } from '../statistics';
import type { Step } from '../step';

export interface ImputeIterativeState {
  /** Number columns with any value in the training part: name, mean, population SD, lowest and highest value. */
  numbers: [string, number, number, number, number][];
  /** Number columns without: filled with 0. */
  empty: string[];
  chain: Chain;
  categories: [string, string | null][];
  /** Column and the name of its indicator (1 = was missing). */
  indicators: [string, string][];
}

/** The regressions see at most so many training rows: of more, a seeded sample. */
const MAX_ROWS = 5000;

/** The work rises with the cube of the columns, and each regression of each round is kept. */
const MAX_NUMBERS = 100;

/** Standardized columns; a constant one is 0 where it has a value. */
const standardized = (data: Dataset, numbers: ImputeIterativeState['numbers']): Float64Array[] =>
  numbers.map(([name, mean, sd]) =>
    fittedColumn(data, name, 'num').v.map((value) =>
      Number.isNaN(value) ? value : sd === 0 ? 0 : (value - mean) / sd,
    ),
  );

const limits = (numbers: ImputeIterativeState['numbers']): [number, number][] =>
  numbers.map(([, mean, sd, low, high]) => (sd === 0 ? [0, 0] : [(low - mean) / sd, (high - mean) / sd]));

/** The rows' numbers in rising order, or those of a sample. */
function sample(n: number, rng: Rng): Uint32Array {
  const rows = Uint32Array.from({ length: n }, (_, i) => i);
  return n <= MAX_ROWS ? rows : rng.shuffle(rows).slice(0, MAX_ROWS).sort();
}

/**
 * Chained equations (van Buuren and Groothuis-Oudshoorn, J. Stat. Softw. 45, 2011), as scikit-learn's
 * IterativeImputer runs them with Ridge on standardized columns: gaps start at the mean; then, from the column with
 * the fewest gaps to that with the most, each is predicted from all others, round after round, until little changes.
 * A prediction is held within the column's range in the training part. The regressions of every round are kept, so
 * that a new row is filled alone and always alike. A category's gaps are filled by its mode, or stay.
 */
export const imputeIterative: Step<ImputeIterativeState> = {
  name: 'impute-iterative',
  kind: 'expand',
  forNumbers: true,
  params: [
    { key: 'rounds', kind: 'int', low: 1, high: 10, default: 10 },
    { key: 'penalty', kind: 'float', low: 0.001, high: 1000, log: true, default: 1 },
    CATEGORIES,
    INDICATOR,
  ],
  previewRows: 2000,
  concerns: columnsWithGaps,
  fit(data, _target, params, { rng }) {
    const numbers: ImputeIterativeState['numbers'] = [];
    const empty: string[] = [];
    for (const [name, { v }] of columnsOf(data, 'num')) {
      const { n, mean, sd } = meanAndSd(v);
      if (n === 0) empty.push(name);
      else numbers.push([name, mean, sd, ...extent(v)]);
    }
    if (numbers.length > MAX_NUMBERS)
      throw new BenchsideError('prep.tooManyToChain', { got: numbers.length, limit: MAX_NUMBERS });
    const rows = sample(data.n, rng);
    const columns = standardized(data, numbers).map((z) => Float64Array.from(rows, (row) => z[row]));
    return {
      numbers,
      empty,
      chain: fitChain(columns, limits(numbers), Number(params.rounds), Number(params.penalty)),
      categories: params.categories === 'mode' ? modesOf(data) : [],
      indicators: indicatorsOf(data, params),
    };
  },
  apply(data, _params, { numbers, empty, chain, categories, indicators }) {
    const columns = standardized(data, numbers);
    fillByChain(columns, limits(numbers), chain);
    const filled = numbers.map(([name, mean, sd], j): [string, Float64Array] => {
      const original = fittedColumn(data, name, 'num').v;
      const z = columns[j];
      return [name, original.map((value, i) => (Number.isNaN(value) ? z[i] * sd + mean : value))];
    });
    const zeros = empty.map((name): [string, Float64Array] => [
      name,
      fittedColumn(data, name, 'num').v.map((value) => (Number.isNaN(value) ? 0 : value)),
    ]);
    return putFilled(data, [...filled, ...zeros], categories, indicators);
  },
  forget: (state, rare) => ({ state: { ...state, categories: forgetModes(state.categories, rare) } }),
};
