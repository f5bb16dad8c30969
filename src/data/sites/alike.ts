import type { ColumnFacts } from './column-facts';
import { type Level, levelKey } from './vocabulary';

/**
 * 1 - the Kolmogorov-Smirnov distance of two samples, ascending; `convert` is applied to the first.
 * 0 where one is empty.
 */
export function alikeNumbers(
  a: Float64Array,
  b: Float64Array,
  { factor, offset }: { factor: number; offset: number } = { factor: 1, offset: 0 },
): number {
  if (a.length === 0 || b.length === 0) return 0;
  let i = 0;
  let j = 0;
  let most = 0;
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] * factor + offset, b[j]];
    const at = Math.min(x, y);
    while (i < a.length && a[i] * factor + offset <= at) i++;
    while (j < b.length && b[j] <= at) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return 1 - most;
}

/** What two distributions over levels have in common: the sum of the smaller shares, 0 to 1. */
export function alikeLevels(a: Level[], b: Level[]): number {
  const shares = (levels: Level[]) => {
    const all = levels.reduce((sum, { count }) => sum + count, 0);
    return new Map(levels.map(({ label, count }) => [levelKey(label), count / all]));
  };
  const [one, two] = [shares(a), shares(b)];
  let common = 0;
  for (const [key, share] of one) common += Math.min(share, two.get(key) ?? 0);
  return common;
}

/** How alike two columns are by their values, 0 to 1; null where they cannot be compared. */
export function alike(a: ColumnFacts, b: ColumnFacts): number | null {
  if (a.levels && b.levels) return alikeLevels(a.levels, b.levels);
  if (a.sorted && b.sorted) return alikeNumbers(a.sorted, b.sorted);
  return null;
}
