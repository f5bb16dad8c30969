import { atOnce, type InPieces } from '../study/in-pieces';
import { agreeingRows, keysOf, type RowKey } from './agreeing-rows';
import type { Dataset } from './dataset';
import { unionFind } from './union-find';

/** Columns below which rows that are alike say nothing: many people share a few traits. */
const ENOUGH_COLUMNS = 5;
/** A column in which nearly everybody has the same value tells nobody apart. */
const COMMONEST = 0.9;
/** One column in so many may differ in rows that are nearly the same. */
const COLUMNS_PER_DIFFERENCE = 8;
/** Rows that agree in a block of columns by chance: larger groups are of common values and not compared in pairs. */
const MOST_IN_BLOCK = 40;

/** Finds groups of rows that are alike, or remembers them. */
export type AlikeIn = (data: Dataset) => InPieces<readonly (readonly number[])[]>;

/**
 * Rows that show the same person, perhaps: alike in every feature, outcome aside, or in all but one in eight. A list a
 * group, ascending. Nothing where there are fewer than five features. Rows that differ in at most d columns agree in
 * at least one of d + 1 blocks of columns, so that only such rows are compared: O(n) for tables of different rows.
 */
export function* alikeInPieces(data: Dataset): InPieces<number[][]> {
  const keys = [...data.cols.values()].map(keysOf);
  const telling = tellingOf(data);
  if (telling.length < ENOUGH_COLUMNS) return [];
  const sets = unionFind(data.n);
  const most = Math.floor(telling.length / COLUMNS_PER_DIFFERENCE);
  const differ = (a: number, b: number): boolean => {
    let count = 0;
    for (const key of telling) if (key(a) !== key(b) && ++count > most) return true;
    return false;
  };
  for (const rows of agreeingRows(data.n, keys)) for (const row of rows.slice(1)) sets.join(rows[0], row);
  if (most > 0)
    for (let block = 0; block <= most; block++) {
      yield;
      const mine = telling.filter((_, j) => j % (most + 1) === block);
      for (const rows of agreeingRows(data.n, mine)) {
        if (rows.length > MOST_IN_BLOCK) continue;
        for (let j = 1; j < rows.length; j++)
          for (let i = 0; i < j; i++)
            if (!sets.together(rows[i], rows[j]) && !differ(rows[i], rows[j])) sets.join(rows[i], rows[j]);
      }
    }
  return sets.groups();
}

/** The same at once. */
export const alikeRows = (data: Dataset): number[][] => atOnce(alikeInPieces(data));

const tellingOf = (data: Dataset) =>
  [...data.cols.values()].map(keysOf).filter((key) => commonest(key, data.n) < COMMONEST);

/** Whether there are columns enough to tell people apart, so that rows are compared at all. */
export const canCompareRows = (data: Dataset): boolean => tellingOf(data).length >= ENOUGH_COLUMNS;

/** Share of the rows that hold the commonest value of a column, among a thousand spread over the table. */
function commonest(key: RowKey, n: number): number {
  const step = Math.max(1, Math.ceil(n / 1000));
  const counts = new Map<number | string, number>();
  let looked = 0;
  for (let row = 0; row < n; row += step, looked++) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return Math.max(...counts.values()) / Math.max(1, looked);
}
