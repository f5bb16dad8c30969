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
