import { type Expected, expectedAuroc, expectedNumber } from '../../evaluate/sample-size/expected-interval';
import { rowsForR2 } from '../../evaluate/sample-size/external';
import { MIN_TEST_EVENTS } from '../../guard/outcome';
import type { SplitSummary } from '../../split/parts';
import { AUROC_WIDTH } from './size';

/** What a result promises from one test part, null where every row is tested in its turn, and from all rows in turn. */
export interface Promised {
  now: Expected | null;
  inTurn: Expected | null;
}

export interface NumberPromise {
  /** Rows of the test part, or of all. */
  n: number;
  r2: Promised;
  slope: Promised;
  wanted: number;
  small: boolean;
}

const testOf = ({ parts }: SplitSummary) => parts.find(({ part }) => part === 'test') ?? null;

/** How precisely R² and the calibration slope will be known of predictions of a number; null of too few rows. */
export function promiseOfNumber(summary: SplitSummary, r2: number): NumberPromise | null {
  const test = testOf(summary);
  const all = summary.parts.reduce((sum, { rows }) => sum + rows, 0);
  const now = test && expectedNumber(r2, test.rows);
  const inTurn = expectedNumber(r2, all);
  if (!inTurn || (test && !now)) return null;
  const wanted = rowsForR2(r2, AUROC_WIDTH);
  return {
    n: test ? test.rows : all,
    r2: { now: now?.r2 ?? null, inTurn: inTurn.r2 },
    slope: { now: now?.slope ?? null, inTurn: inTurn.slope },
    wanted,
    small: test !== null && test.rows < wanted,
  };
}

export interface ClassPromise {
  classes: ({ index: number; n: number } & Promised)[];
  /** A class has fewer rows in the test part than say much. */
  small: boolean;
  single: boolean;
}

/** How precisely the AUROC of each class against the rest will be known. */
export function promiseOfClasses(summary: SplitSummary, auroc: number): ClassPromise {
  const test = testOf(summary);
  const counts = summary.parts[0].classes.map((_, k) =>
    summary.parts.reduce((sum, { classes }) => sum + classes[k], 0),
  );
  const all = counts.reduce((sum, n) => sum + n, 0);
  const tested = test?.classes ?? counts;
  const rows = tested.reduce((sum, n) => sum + n, 0);
  return {
    classes: tested.map((n, index) => ({
      index,
      n,
      now: test && expectedAuroc(auroc, n, rows - n),
      inTurn: expectedAuroc(auroc, counts[index], all - counts[index]),
    })),
    small: test !== null && tested.some((n) => n < MIN_TEST_EVENTS),
    single: test !== null,
  };
}
