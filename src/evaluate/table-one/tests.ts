import { chiSquareTail, fTail } from '../distributions';
import { fisherExact } from './fisher';
import type { Moments } from './moments';

/** Which test a p-value comes from; `none`: Fisher's exact test was called for and too large to be worked out. */
export type TestName = 'anova' | 'welch' | 'kruskal' | 'chiSquare' | 'yates' | 'fisher' | 'none';
export interface TestResult {
  test: TestName;
  p: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);

/** One-way analysis of variance, equal variances (R's oneway.test(var.equal = TRUE); of two groups Student's t). Null where it does not exist. */
export function oneWayAnova(groups: readonly Moments[]): TestResult | null {
  const n = sum(groups.map((g) => g.n));
  const [df1, df2] = [groups.length - 1, n - groups.length];
  if (df1 < 1 || groups.some((g) => g.n < 2)) return null;
  const mean = sum(groups.map((g) => g.n * g.mean)) / n;
  const between = sum(groups.map((g) => g.n * (g.mean - mean) ** 2)) / df1;
  const within = sum(groups.map((g) => (g.n - 1) * g.sd ** 2)) / df2;
  if (within === 0) return null;
  return { test: 'anova', p: fTail(between / within, df1, df2) };
}

/** Welch's analysis of variance (Welch 1951; of two groups Welch's t-test), variances not equal. */
export function welchAnova(groups: readonly Moments[]): TestResult | null {
  const k = groups.length;
  if (k < 2 || groups.some((g) => g.n < 2 || g.sd === 0)) return null;
  const weights = groups.map((g) => g.n / g.sd ** 2);
  const total = sum(weights);
  const mean = sum(groups.map((g, i) => weights[i] * g.mean)) / total;
  const spread = sum(groups.map((g, i) => (1 - weights[i] / total) ** 2 / (g.n - 1))) / (k * k - 1);
  const between = sum(groups.map((g, i) => weights[i] * (g.mean - mean) ** 2)) / (k - 1);
  return { test: 'welch', p: fTail(between / (1 + 2 * (k - 2) * spread), k - 1, 1 / (3 * spread)) };
}

/** Kruskal and Wallis's rank test with the correction for ties. Groups' values ascending, no NaN. */
export function kruskalWallis(groups: readonly Float64Array[]): TestResult | null {
  const n = sum(groups.map((g) => g.length));
  if (groups.length < 2 || groups.some((g) => g.length === 0)) return null;
  const at = groups.map(() => 0);
  const ranks = groups.map(() => 0);
  let seen = 0;
  let ties = 0;
  while (seen < n) {
    let value = Number.POSITIVE_INFINITY;
    groups.forEach((group, g) => {
      if (at[g] < group.length && group[at[g]] < value) value = group[at[g]];
    });
    const counts = groups.map((group, g) => {
      const from = at[g];
      while (at[g] < group.length && group[at[g]] <= value) at[g]++;
      return at[g] - from;
    });
    const tied = sum(counts);
    counts.forEach((count, g) => {
      ranks[g] += count * (seen + (tied + 1) / 2);
    });
    ties += tied ** 3 - tied;
    seen += tied;
  }
  const correction = 1 - ties / (n ** 3 - n);
  if (!(correction > 0)) return null;
  const h = (12 / (n * (n + 1))) * sum(ranks.map((r, g) => r ** 2 / groups[g].length)) - 3 * (n + 1);
  return { test: 'kruskal', p: chiSquareTail(Math.max(0, h / correction), groups.length - 1) };
}

/**
 * Pearson's chi-square test of counts (`counts[group][level]`), of two by two with Yates's continuity correction
 * as in R's chisq.test. Null below two groups or levels that occur.
 */
export function chiSquare(counts: readonly (readonly number[])[]): TestResult | null {
  const table = withoutEmpty(counts);
  if (!table) return null;
  const { rows, expected } = table;
  const twoByTwo = rows.length === 2 && rows[0].length === 2;
  const gaps = rows.flatMap((row, g) => row.map((n, l) => Math.abs(n - expected[g][l])));
  const shift = twoByTwo ? Math.min(0.5, ...gaps) : 0;
  const x = sum(
    rows.flatMap((row, g) => row.map((n, l) => (Math.abs(n - expected[g][l]) - shift) ** 2 / expected[g][l])),
  );
  const df = (rows.length - 1) * (rows[0].length - 1);
  return { test: twoByTwo ? 'yates' : 'chiSquare', p: chiSquareTail(x, df) };
}

/** Below this expected count in any cell the chi-square approximation is not trusted (Cochran 1954). */
const FEW = 5;

/** Chi-square, or Fisher's exact test where an expected count is below 5. */
export function testOfLevels(counts: readonly (readonly number[])[]): TestResult | null {
  const table = withoutEmpty(counts);
  if (!table) return null;
  if (table.expected.flat().every((e) => e >= FEW)) return chiSquare(counts);
  const p = fisherExact(table.rows);
  return p === null ? { test: 'none', p: null } : { test: 'fisher', p };
}

/** The table without levels that nobody has; null where a group is empty or one level is left. */
function withoutEmpty(
  counts: readonly (readonly number[])[],
): { rows: number[][]; expected: number[][] } | null {
  const totals = (counts[0] ?? []).map((_, level) => sum(counts.map((row) => row[level])));
  const rows = counts.map((row) => row.filter((_, level) => totals[level] > 0));
  const columns = totals.filter((n) => n > 0);
  const groups = rows.map(sum);
  if (rows.length < 2 || columns.length < 2 || groups.includes(0)) return null;
  const n = sum(groups);
  return { rows, expected: groups.map((g) => columns.map((c) => (g * c) / n)) };
}
