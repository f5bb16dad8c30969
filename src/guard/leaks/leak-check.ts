import type { Parts } from '../../split/parts';
import type { Finding } from '../finding';
import type { QualityInput } from '../quality/finding';

/** What a check for leaks looks at; the rows can be parted. */
export interface LeakInput extends QualityInput {
  parts: Parts;
  /** Rows whose pictures are the same or nearly so, a list a group; null where rows have no pictures. */
  alikePictures: readonly (readonly number[])[] | null;
}
export type LeakCheck = (input: LeakInput) => Finding[];

export const fine = (key: string, params: Finding['params'] = {}): Finding[] => [
  { level: 'fine', key, params },
];

/** The part of each row: 0 test, 1 and on the folds' validation parts, 0 fold where there is one; -1 in no part. */
export function partOfRow(parts: Parts, n: number): Int32Array {
  const part = new Int32Array(n).fill(-1);
  for (const row of parts.dev) part[row] = 1;
  if (parts.test.length === 0)
    for (const [f, { valid }] of parts.folds.entries()) for (const row of valid) part[row] = f + 1;
  for (const row of parts.test) part[row] = 0;
  return part;
}

/** Rows that stand in another part than one of their group: how many, and of the test part alone. */
export function acrossParts(
  groups: readonly (readonly number[])[],
  part: Int32Array,
): { groups: number; rows: number; test: number } {
  const found = { groups: 0, rows: 0, test: 0 };
  for (const group of groups) {
    const rows = group.filter((row) => part[row] >= 0);
    if (new Set(rows.map((row) => part[row])).size < 2) continue;
    found.groups++;
    found.rows += rows.length;
    found.test += rows.filter((row) => part[row] === 0).length;
  }
  return found;
}
