import { columnsOf, fittedColumn } from '../columns';
import { columnsWithGaps, fillNumbers, INDICATOR, indicatorsOf, putFilled } from '../filling';
import type { Step } from '../step';

export interface ImputeConstantState {
  numbers: string[];
  categories: string[];
  /** Column and the name of its indicator (1 = was missing). */
  indicators: [string, string][];
}

/** Fills the gaps of all numbers with one number and those of all categories with one text: SimpleImputer's constant. */
export const imputeConstant: Step<ImputeConstantState> = {
  name: 'impute-constant',
  kind: 'expand',
  params: [
    { key: 'number', kind: 'float', low: -1e6, high: 1e6, default: 0 },
    { key: 'text', kind: 'text', default: 'missing' },
    INDICATOR,
  ],
  concerns: columnsWithGaps,
  fit: (data, _target, params) => ({
    numbers: columnsOf(data, 'num').map(([name]) => name),
    categories: columnsOf(data, 'cat').map(([name]) => name),
    indicators: indicatorsOf(data, params),
  }),
  apply: (data, params, { numbers, categories, indicators }) =>
    putFilled(
      data,
      numbers.map((name) => [name, fillNumbers(fittedColumn(data, name, 'num').v, Number(params.number))]),
      categories.map((name) => [name, String(params.text)]),
      indicators,
    ),
};
