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
