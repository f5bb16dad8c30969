import { expect, it } from 'vitest';
import type { SplitPlan } from '../study/schema';
import { insideIn, schemeOf } from './scheme';

const plan = (test: SplitPlan['test'], validation: SplitPlan['validation']): SplitPlan => ({
  test,
  validation,
  stratify: true,
});
const holdout: SplitPlan['test'] = { kind: 'holdout', share: 0.2 };
const five: SplitPlan['validation'] = { kind: 'kfold', k: 5 };
const rows = { kind: 'rows' as const, rows: [0] };

it.each<[SplitPlan, string, ReturnType<typeof insideIn>]>([
  [plan(holdout, five), 'holdout+5-fold', { k: 5, repeats: 1 }],
  [plan(rows, five), 'holdout+5-fold', { k: 5, repeats: 1 }],
  [plan(holdout, { kind: 'holdout', share: 0.2 }), 'holdout+holdout', null],
  [plan(rows, rows), 'given', null],
  [
    plan({ kind: 'time', column: 'day', share: 0.2 }, { ...five, repeats: 2 }),
    'time+2x5-fold',
    { k: 5, repeats: 2 },
  ],
  [plan({ kind: 'column', column: 'set', values: ['b'] }, five), 'column+5-fold', { k: 5, repeats: 1 }],
  [plan({ kind: 'sites' }, { kind: 'sites' }), 'sites+sites', 'sites'],
  [plan({ kind: 'kfold', k: 5, repeats: 3 }, five), '3x5-fold nested+5-fold', { k: 5, repeats: 1 }],
  [plan({ kind: 'kfold', k: 5, repeats: 1 }, rows), '5-fold nested+given', null],
])('%j', (split, scheme, inside) => {
  expect(schemeOf(split)).toBe(scheme);
  expect(insideIn(scheme)).toEqual(inside);
});
