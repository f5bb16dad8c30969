import { expect, it } from 'vitest';
import type { SplitPlan } from '../study/schema';
import { foldsIn, schemeOf } from './scheme';

const plan = (test: SplitPlan['test'], validation: SplitPlan['validation']): SplitPlan => ({
  test,
  validation,
  stratify: true,
});
const holdout: SplitPlan['test'] = { kind: 'holdout', share: 0.2 };
const five: SplitPlan['validation'] = { kind: 'kfold', k: 5 };
const rows = { kind: 'rows' as const, rows: [0] };

it.each<[SplitPlan, string, number | null]>([
  [plan(holdout, five), 'holdout+5-fold', 5],
  [plan(rows, five), 'holdout+5-fold', 5],
  [plan(holdout, { kind: 'holdout', share: 0.2 }), 'holdout+holdout', null],
  [plan(rows, rows), 'given', null],
  [plan({ kind: 'time', column: 'day', share: 0.2 }, { ...five, repeats: 2 }), 'time+2x5-fold', 10],
  [plan({ kind: 'column', column: 'set', values: ['b'] }, five), 'column+5-fold', 5],
  [plan({ kind: 'sites' }, { kind: 'sites' }), 'sites+sites', null],
  [plan({ kind: 'kfold', k: 5, repeats: 3 }, five), '3x5-fold nested+5-fold', 5],
  [plan({ kind: 'kfold', k: 5, repeats: 1 }, rows), '5-fold nested+given', null],
])('%j', (split, scheme, folds) => {
  expect(schemeOf(split)).toBe(scheme);
  expect(foldsIn(scheme)).toBe(folds);
});
