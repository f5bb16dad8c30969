import { BenchsideError } from '../study/errors';
import { checkHeader, placeNames } from './columns-named';
import type { Table } from './dataset';
import { profileRead } from './profile-read';
import type { ReadResult } from './profile-types';

const PLACE = /^column \d+$/;

/** Whether these are the names that columns of a file without a header get by their place. */
export const areByPlace = (names: readonly string[]): boolean =>
  names.length > 0 && names.every((name, i) => name === `column ${i + 1}`);

/** A line of names as pasted: parted by tabs, else by semicolons, else by commas; quotes around a name go. */
export function splitNames(line: string): string[] {
  const text = line.trim();
  const mark = ['\t', ';'].find((separator) => text.includes(separator)) ?? ',';
  return text.split(mark).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

/**
 * Names given to `count` columns, trimmed. Throws `data.namesCount`, and as a header does `data.emptyColumnName`,
 * `data.forbiddenColumnName`, `data.duplicateColumn`; a name such as `column 3` stands at the third column only.
 */
export function checkNames(names: readonly string[], count: number): string[] {
  if (names.length !== count)
    throw new BenchsideError('data.namesCount', { wanted: count, got: names.length });
  const trimmed = names.map((name) => name.trim());
  checkHeader(trimmed);
  trimmed.forEach((name, i) => {
    // Elsewhere it would be taken for another column's place.
    if (PLACE.test(name) && name !== `column ${i + 1}`)
      throw new BenchsideError('data.forbiddenColumnName', { name });
  });
  return trimmed;
}

/** The table with columns called by `from` called by `to`, place by place. No cell is copied. */
export function renameTable(table: Table, from: readonly string[], to: readonly string[]): Table {
  const names = new Map(from.map((name, i) => [name, to[i]]));
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })),
  };
}

/**
 * A file read without names, under the names that were given to its columns, profiled again: types, roles and
 * identifiers follow the names. Without `names` as it is. Throws `data.hasNames` where the file has names of its
 * own, and what `checkNames` throws.
 */
export function nameResult(result: ReadResult, names: readonly string[] | undefined): ReadResult {
  if (!names) return result;
  if (!result.nameless) throw new BenchsideError('data.hasNames');
  const { columns } = result.table;
  const table = renameTable(result.table, placeNames(columns.length), checkNames(names, columns.length));
  return { ...result, table, profile: profileRead(table, result.format) };
}

/** A table for a model whose training file had no names: one of as many columns without names gets the model's. */
export function nameLike(table: Table, names: readonly string[] | undefined): Table {
  const own = table.columns.map((column) => column.name);
  return names && own.length === names.length && areByPlace(own) ? renameTable(table, own, names) : table;
}
