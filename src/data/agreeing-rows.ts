import type { Column } from './dataset';

/** What a row holds as a key. */
export type RowKey = (row: number) => number | string;

/** What a row holds in one column as a key; missing is one value. `cat` keys are good within their own column. */
export function keysOf(column: Column): RowKey {
  switch (column.kind) {
    case 'num':
    case 'date':
      return (row) => (Number.isNaN(column.v[row]) ? 'missing' : column.v[row]);
    case 'cat':
    case 'text':
      return (row) => column.codes[row];
    case 'multi':
      return (row) =>
        column.codes
          .subarray(column.offsets[row], column.offsets[row + 1])
          .toSorted()
          .join();
  }
}

/**
 * Rows that agree in all of these keys, in groups of two and more, ascending within a group. Keys are taken one by
 * one, and only rows that are still like another are looked at again, so that a table of different rows costs little
 * more than its first columns.
 */
export function agreeingRows(n: number, keys: readonly RowKey[]): number[][] {
  let alike: number[][] = [Array.from({ length: n }, (_, row) => row)];
  for (const key of keys) {
    const finer: number[][] = [];
    for (const rows of alike) {
      const groups = new Map<number | string, number[]>();
      for (const row of rows) {
        const value = key(row);
        const group = groups.get(value);
        if (group) group.push(row);
        else groups.set(value, [row]);
      }
      for (const group of groups.values()) if (group.length > 1) finer.push(group);
    }
    alike = finer;
  }
  return alike;
}
