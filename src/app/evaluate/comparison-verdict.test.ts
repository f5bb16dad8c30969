import { expect, it } from 'vitest';
import type { Comparison } from '../../study/results/comparison';
import { verdictOf } from './comparison-verdict';

const comparison = (
  metric: Comparison['difference']['metric'],
  low: number | null,
  high: number | null,
  other = 10,
): Comparison => ({
  kind: 'logistic',
  name: '',
  n: 100,
  metrics: { rmse: { estimate: other, low: null, high: null, method: 'none' } },
  difference: { metric, estimate: { estimate: 0, low, high, method: 'delong' }, p: null },
});

it('an AUROC is better above 0, an error below it', () => {
  expect(verdictOf(comparison('auroc', 0.01, 0.05))).toBe('better');
  expect(verdictOf(comparison('auroc', -0.05, -0.01))).toBe('worse');
  expect(verdictOf(comparison('rmse', 0.1, 0.5))).toBe('worse');
  expect(verdictOf(comparison('rmse', -0.5, -0.1))).toBe('better');
});

it('no difference shown is not the same as no difference', () => {
  expect(verdictOf(comparison('auroc', -0.01, 0.022))).toBe('same');
  expect(verdictOf(comparison('auroc', -0.01, 0.08))).toBe('open');
  expect(verdictOf(comparison('rmse', -0.2, 0.2))).toBe('same');
  expect(verdictOf(comparison('rmse', -0.2, 0.2, 1))).toBe('open');
  expect(verdictOf(comparison('auroc', null, null))).toBe('unknown');
});
