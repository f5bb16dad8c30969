import { expect, it } from 'vitest';
import type { SplitPlan } from './schema';
import { nestedSplit, repeatedWhereFew } from './split-kinds';

const five = { kind: 'kfold', k: 5 } as const;
const thrice = { ...five, repeats: 3 };
const plan = (test: SplitPlan['test'], validation: SplitPlan['validation'] = five): SplitPlan => ({
  test,
  validation,
  stratify: true,
});
const fifth = { kind: 'holdout', share: 0.2 } as const;

it.each<[string, SplitPlan, number, SplitPlan['validation']]>([
  ['299.2 of 374 rows develop', plan(fifth), 374, thrice],
  ['300 of 375 rows develop', plan(fifth), 375, five],
  ['given test rows develop nothing', plan({ kind: 'rows', rows: [0, 1] }), 301, thrice],
  ['nested: of ten folds nine develop', plan({ kind: 'kfold', k: 10, repeats: 1 }), 333, thrice],
  ['nested, more rows', plan({ kind: 'kfold', k: 10, repeats: 1 }), 334, five],
  ['hospitals: nobody knows yet how many are left out', plan({ kind: 'sites' }), 300, five],
  ['a validation that is no folds stays', plan(fifth, { kind: 'sites' }), 100, { kind: 'sites' }],
])('%s', (_, split, rows, validation) => {
  expect(repeatedWhereFew(split, rows)).toEqual({ ...split, validation });
});

it('another way to test keeps the repeats', () => {
  expect(nestedSplit(repeatedWhereFew(plan(fifth), 100)).validation).toEqual(thrice);
});
