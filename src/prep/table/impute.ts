import type { CatColumn, Column, Dataset } from '../../data/dataset';
import { columnsOf, countMissing, fittedColumn, freshName, replaceColumns } from '../columns';
import { countCodes, meanAndSd, median } from '../statistics';
import type { Step } from '../step';

export interface ImputeState {
  /** Column and what fills its gaps; 0 where the training part held no value. */
  numbers: [string, number][];
  /** Column and its most frequent level; null where there was none: the gaps then stay. */
  categories: [string, string | null][];
  /** Column and the name of its indicator (1 = was missing). */
  indicators: [string, string][];
}

/** The most frequent level; of equals the first of the dictionary. */
function mode({ codes, dict }: CatColumn): string | null {
  const counts = countCodes(codes, dict.length);
  const best = counts.reduce((leader, count, code) => (count > counts[leader] ? code : leader), 0);
  return counts[best] > 0 ? dict[best] : null;
}

function fillCategory(column: CatColumn, level: string | null): CatColumn {
  if (level === null || countMissing(column) === 0) return column;
  const known = column.dict.indexOf(level);
  const dict = known < 0 ? [...column.dict, level] : column.dict;
  const fill = known < 0 ? column.dict.length : known;
  return { kind: 'cat', codes: column.codes.map((code) => (code < 0 ? fill : code)), dict };
}

const indicatorOf = (column: Column, n: number): Column => {
  const v = new Float64Array(n);
  for (let i = 0; i < n; i++)
    v[i] =
      column.kind === 'num' ? +Number.isNaN(column.v[i]) : +(column.kind === 'cat' && column.codes[i] < 0);
  return { kind: 'num', v };
};

/** Fills missing cells: numbers by the median or mean of the training part, categories by their mode. */
export const impute: Step<ImputeState> = {
  name: 'impute',
  kind: 'expand',
  params: [
    { key: 'numeric', kind: 'choice', choices: ['median', 'mean'], default: 'median' },
    { key: 'indicator', kind: 'flag', default: true },
  ],
  concerns: (data) => [...data.cols].filter(([, column]) => countMissing(column) > 0).map(([name]) => name),
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    // A column that is missing everywhere would get an indicator that never changes.
    const telling = ([, column]: [string, Column]) => {
      const missing = countMissing(column);
      return missing > 0 && missing < data.n;
    };
    return {
      // Columns without a gap here may have one in rows to come.
      numbers: columnsOf(data, 'num').map(([name, { v }]) => {
        const centre = params.numeric === 'mean' ? meanAndSd(v).mean : median(v);
        return [name, Number.isFinite(centre) ? centre : 0];
      }),
      categories: columnsOf(data, 'cat').map(([name, column]) => [name, mode(column)]),
      indicators: params.indicator
        ? [...data.cols].filter(telling).map(([name]) => [name, freshName(`${name}:missing`, taken)])
        : [],
    };
  },
  apply(data: Dataset, _params, state) {
    const indicators = new Map(state.indicators);
    const replacements = new Map<string, [string, Column][]>();
    const put = (name: string, original: Column, filled: Column) => {
      const indicator = indicators.get(name);
      const extra: [string, Column][] =
        indicator === undefined ? [] : [[indicator, indicatorOf(original, data.n)]];
      replacements.set(name, [[name, filled], ...extra]);
    };
    for (const [name, fill] of state.numbers) {
      const column = fittedColumn(data, name, 'num');
      put(name, column, { kind: 'num', v: column.v.map((value) => (Number.isNaN(value) ? fill : value)) });
    }
    for (const [name, level] of state.categories) {
      const column = fittedColumn(data, name, 'cat');
      put(name, column, fillCategory(column, level));
    }
    return replaceColumns(data, replacements);
  },
};
