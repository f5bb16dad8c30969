import type { NumColumn } from '../../data/dataset';
import { columnsOf, countMissing, fittedColumn } from '../columns';
import {
  columnsWithGaps,
  fillNumbers,
  forgetModes,
  INDICATOR,
  indicatorsOf,
  modesOf,
  putFilled,
} from '../filling';
import { median, mostFrequent } from '../quantiles';
import { meanAndSd } from '../statistics';
import type { Step } from '../step';

export interface ImputeState {
  /** Column and what fills its gaps; 0 where the training part held no value. */
  numbers: [string, number][];
  /** Column and the level that fills its gaps; null where there was none: the gaps then stay. */
  categories: [string, string | null][];
  /** Column and the name of its indicator (1 = was missing). */
  indicators: [string, string][];
}

const CENTRES: Record<string, (values: Float64Array) => number> = {
  median,
  mean: (values) => meanAndSd(values).mean,
  'most-frequent': mostFrequent,
};

/** The level that gaps become where they are to be one of their own. */
const OWN_LEVEL = 'missing';

function centre({ v }: NumColumn, how: string): number {
  const value = CENTRES[how](v);
  return Number.isFinite(value) ? value : 0;
}

/**
 * Fills missing cells, as scikit-learn's SimpleImputer does: numbers by the median, mean or most frequent value of
 * the training part, categories by their mode or by the level "missing" (where the training part has gaps, so that
 * a model can learn it; an ordered category always by its mode, since that level has no place in an order).
 */
export const impute: Step<ImputeState> = {
  name: 'impute',
  kind: 'expand',
  forNumbers: true,
  params: [
    { key: 'numeric', kind: 'choice', choices: ['median', 'mean', 'most-frequent'], default: 'median' },
    { key: 'categorical', kind: 'choice', choices: ['mode', 'level'], default: 'mode' },
    INDICATOR,
  ],
  concerns: columnsWithGaps,
  fit(data, _target, params) {
    const ownLevel = new Set(
      params.categorical === 'level'
        ? columnsOf(data, 'cat')
            .filter(([, column]) => !column.ordered && countMissing(column) > 0)
            .map(([name]) => name)
        : [],
    );
    return {
      // Columns without a gap here may have one in rows to come.
      numbers: columnsOf(data, 'num').map(([name, column]) => [name, centre(column, String(params.numeric))]),
      categories: modesOf(data).map(([name, level]) => [name, ownLevel.has(name) ? OWN_LEVEL : level]),
      indicators: indicatorsOf(data, params),
    };
  },
  apply: (data, _params, { numbers, categories, indicators }) =>
    putFilled(
      data,
      numbers.map(([name, fill]) => [name, fillNumbers(fittedColumn(data, name, 'num').v, fill)]),
      categories,
      indicators,
    ),
  forget: (state, rare) => ({ state: { ...state, categories: forgetModes(state.categories, rare) } }),
};
