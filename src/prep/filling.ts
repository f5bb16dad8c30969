import type { CatColumn, Column, Dataset, NumColumn } from '../data/dataset';
import type { Param, ParamValues } from '../study/params';
import { columnsOf, countMissing, fittedColumn, freshName, replaceColumns } from './columns';
import { countCodes } from './statistics';
import type { RareLevels } from './step';

/** What every imputation shares: which columns it fills, the filled cells, and the indicators of what was missing. */

export const INDICATOR: Param = { key: 'indicator', kind: 'flag', default: true };
/** For imputations of numbers from other numbers: what becomes of the categories. */
export const CATEGORIES: Param = {
  key: 'categories',
  kind: 'choice',
  choices: ['mode', 'keep'],
  default: 'mode',
};

type Fillable = NumColumn | CatColumn;
const fillable = (data: Dataset): [string, Fillable][] =>
  [...data.cols].filter(
    (entry): entry is [string, Fillable] => entry[1].kind === 'num' || entry[1].kind === 'cat',
  );

/** Names of the numbers and categories with a gap. */
export const columnsWithGaps = (data: Dataset): string[] =>
  fillable(data)
    .filter(([, column]) => countMissing(column) > 0)
    .map(([name]) => name);

/**
 * Column and the name of its indicator (1 = was missing), for columns with gaps in the training part; none for a
 * column that is missing everywhere, whose indicator would never change.
 */
export function indicatorsOf(data: Dataset, params: ParamValues): [string, string][] {
  if (params.indicator !== true) return [];
  const taken = new Set(data.cols.keys());
  return fillable(data)
    .filter(([, column]) => {
      const missing = countMissing(column);
      return missing > 0 && missing < data.n;
    })
    .map(([name]) => [name, freshName(`${name}:missing`, taken)]);
}

/** The most frequent level; of equals the first of the dictionary; null where no level occurs. */
function mode({ codes, dict }: CatColumn): string | null {
  const counts = countCodes(codes, dict.length);
  const best = counts.reduce((leader, count, code) => (count > counts[leader] ? code : leader), 0);
  return counts[best] > 0 ? dict[best] : null;
}

/** Column and its most frequent level; null where there was none: the gaps then stay. */
export const modesOf = (data: Dataset): [string, string | null][] =>
  columnsOf(data, 'cat').map(([name, column]) => [name, mode(column)]);

/** A mode that too few patients have fills nothing any more: the gaps stay. */
export const forgetModes = (
  categories: readonly [string, string | null][],
  rare: RareLevels,
): [string, string | null][] =>
  categories.map(([name, level]) => [name, level !== null && rare.get(name)?.has(level) ? null : level]);

/** A level that the dictionary lacks is put behind it; it has no place in an order, which then no longer holds. */
function fillCategory(column: CatColumn, level: string | null): CatColumn {
  if (level === null || countMissing(column) === 0) return column;
  const known = column.dict.indexOf(level);
  const fill = known < 0 ? column.dict.length : known;
  const codes = column.codes.map((code) => (code < 0 ? fill : code));
  return known < 0 ? { kind: 'cat', codes, dict: [...column.dict, level] } : { ...column, codes };
}

/** `v` with one value in all its gaps. */
export function fillNumbers(v: Float64Array, fill: number): Float64Array {
  const out = v.slice();
  for (let i = 0; i < out.length; i++) if (Number.isNaN(out[i])) out[i] = fill;
  return out;
}

function indicatorOf(column: Fillable): NumColumn {
  const cells = column.kind === 'num' ? column.v : column.codes;
  const v = new Float64Array(cells.length);
  if (column.kind === 'num') for (let i = 0; i < v.length; i++) v[i] = Number.isNaN(cells[i]) ? 1 : 0;
  else for (let i = 0; i < v.length; i++) v[i] = cells[i] < 0 ? 1 : 0;
  return { kind: 'num', v };
}

/**
 * The dataset with the numbers given, already filled, the categories filled with their level, and each column's
 * indicator behind it. Throws `use.missingColumn`.
 */
export function putFilled(
  data: Dataset,
  numbers: readonly [string, Float64Array][],
  categories: readonly [string, string | null][],
  indicators: readonly [string, string][],
): Dataset {
  const nameOf = new Map(indicators);
  const replacements = new Map<string, [string, Column][]>();
  const put = (name: string, original: Fillable, filled: Fillable) => {
    const indicator = nameOf.get(name);
    replacements.set(name, [
      [name, filled],
      ...(indicator === undefined ? [] : [[indicator, indicatorOf(original)] as [string, Column]]),
    ]);
  };
  for (const [name, v] of numbers) put(name, fittedColumn(data, name, 'num'), { kind: 'num', v });
  for (const [name, level] of categories) {
    const column = fittedColumn(data, name, 'cat');
    put(name, column, fillCategory(column, level));
  }
  return replaceColumns(data, replacements);
}
