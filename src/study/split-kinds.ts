import type { SplitPlan } from './schema';

type TestKind = SplitPlan['test']['kind'];

/** What is proposed where a hold-out would be too small: every row is tested three times. */
export const NESTED = { kind: 'kfold', k: 5, repeats: 3 } as const;

/** Test parts of which there is one after the other: validation rows that came with the data would be tested too. */
const isInTurn = (kind: TestKind): boolean => kind === 'sites' || kind === 'kfold';

/** A split with another way to test. Given validation rows go with a single test part only. */
export function withTest(split: SplitPlan, test: SplitPlan['test']): SplitPlan {
  const validation =
    split.validation.kind === 'rows' && isInTurn(test.kind)
      ? { kind: 'kfold' as const, k: 5 }
      : split.validation;
  return { ...split, test, validation };
}

/**
 * Fewer development rows than this are dealt out anew several times: of so few a score depends on who stands in a fold
 * together, and repeats take much of that away (Kim, Comput Stat Data Anal 2009).
 */
const FEW_ROWS = 300;
export const REPEATS = 3;

/** Rows that develop, of `n` with an outcome, as far as the plan says it. */
function developmentRows({ test }: SplitPlan, n: number): number {
  switch (test.kind) {
    case 'holdout':
    case 'time':
      return n * (1 - test.share);
    case 'rows':
      return n - test.rows.length;
    case 'kfold':
      return n * (1 - 1 / test.k);
    default:
      return n;
  }
}

/** The split as it is proposed for `n` rows with an outcome. */
export const repeatedWhereFew = (split: SplitPlan, n: number): SplitPlan =>
  split.validation.kind === 'kfold' && developmentRows(split, n) < FEW_ROWS
    ? { ...split, validation: { ...split.validation, repeats: REPEATS } }
    : split;

export const nestedSplit = (split: SplitPlan): SplitPlan => withTest(split, NESTED);

/** What the command line may say about the test part. */
export interface AskedTest {
  test?: SplitPlan['test'];
  /** Row numbers, 0-based. */
  testRows?: number[];
}

/** The split with the test that was asked for; as it is where nothing was. */
export function splitAsked(split: SplitPlan, { test, testRows }: AskedTest): SplitPlan {
  if (testRows) return { ...split, test: { kind: 'rows', rows: testRows } };
  return test ? withTest(split, test) : split;
}
