import { BenchsideError } from '../study/errors';

/** More columns than this are a matrix, not a clinical table. */
export const COLUMN_LIMIT = 2000;
export const ROW_LIMIT = 5_000_000;

/** Names that would touch a prototype in software that reads our exports. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Checks a header. Throws `data.tooManyColumns`, `data.emptyColumnName`, `data.forbiddenColumnName`, `data.duplicateColumn`. */
export function checkHeader(names: string[]): void {
  if (names.length > COLUMN_LIMIT)
    throw new BenchsideError('data.tooManyColumns', { got: names.length, limit: COLUMN_LIMIT });
  const seen = new Map<string, number>();
  names.forEach((name, i) => {
    if (name === '') throw new BenchsideError('data.emptyColumnName', { column: i + 1 });
    if (FORBIDDEN.has(name)) throw new BenchsideError('data.forbiddenColumnName', { name });
    const first = seen.get(name);
    if (first !== undefined) throw new BenchsideError('data.duplicateColumn', { name, first, second: i + 1 });
    seen.set(name, i + 1);
  });
}

const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;

/** Whether whole numbers count upwards by one: names such as 1, 2, 3 or 2019, 2020, 2021. */
const countsUp = (numbers: readonly number[]): boolean =>
  numbers.every((value, i) => Number.isInteger(value) && (i === 0 || value === numbers[i - 1] + 1));

/**
 * Whether the first row of a table is a row of data already, which no file says: at least half of its filled cells
 * are numbers, at least two, and they do not count upwards as names do.
 */
export function isDataRow(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '' && cell !== '?');
  const numbers = filled.filter((cell) => NUMBER.test(cell));
  if (numbers.length < 2 || numbers.length * 2 < filled.length) return false;
  return !countsUp(numbers.map((cell) => Number(cell.replace(',', '.'))));
}

/** What the columns of a table without names are called. */
export const placeNames = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `column ${i + 1}`);
