import type { Column, Dataset, Target } from './dataset';

/** What a row holds in one column as a key; missing is one value. `cat` keys are good within their own column. */
export function keysOf(column: Column): (row: number) => number | string {
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
 * Rows, ascending, that are exact copies of an earlier one: the same in every feature, in the outcome and, with
 * `byPatient`, of the same patient. Columns are taken one by one, and only rows that are still like another are
 * looked at again, so that a table of different rows costs little more than its first columns.
 */
export function laterCopies(data: Dataset, target: Target | null, byPatient: boolean): Uint32Array {
  const columns = [...data.cols.values()].map(keysOf);
  if (target) columns.push((row) => (Number.isNaN(target.y[row]) ? 'missing' : target.y[row]));
  if (byPatient) columns.push((row) => data.unit[row]);
  if (columns.length === 0) return new Uint32Array();
  let alike: number[][] = [Array.from({ length: data.n }, (_, row) => row)];
  for (const key of columns) {
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
  return Uint32Array.from(alike.flatMap((rows) => rows.slice(1))).sort();
}

/** The outcome with copies left out of every part, as rows without one are. */
export function withoutCopies(data: Dataset, target: Target, byPatient: boolean): Target {
  const y = target.y.slice();
  for (const row of laterCopies(data, target, byPatient)) y[row] = Number.NaN;
  return { ...target, y };
}
