import { expect, it } from 'vitest';
import { evaluateSites } from './by-site';
import { testMetrics } from './test-metrics';

const common = { threshold: 0.5, scheme: 'holdout+5-fold', seed: 1 };
const evaluate = (part: Parameters<Parameters<typeof evaluateSites>[1]>[0]) =>
  testMetrics({ ...part, ...common });

it('each site has its own AUROC with its interval, or none where only one class is there', async () => {
  const y = Float64Array.from([0, 1, 0, 1, 1, 0, 1, 1, 0]);
  const p = Float32Array.from([0.1, 0.4, 0.35, 0.8, 0.3, 0.2, 0.9, 0.7, 0.5]);
  const site = {
    kind: 'cat' as const,
    dict: ['A', 'B', 'C', 'D'],
    codes: Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, -1]),
  };
  const unit = Int32Array.from(y, (_, i) => i);
  const target = { kind: 'binary' as const, classes: ['no', 'yes'], y };
  const found = await evaluateSites({ target, p, unit, site }, evaluate);
  // A: positives .4 .8 .3 against negatives .1 .35 .2: 8 of 9 pairs.
  expect(found.map(({ site: name, n, counts }) => [name, n, counts])).toEqual([
    ['A', 6, [3, 3]],
    ['B', 2, [0, 2]],
  ]);
  expect(found[0].estimate?.estimate).toBeCloseTo(8 / 9, 12);
  expect(found[0].estimate?.method).toBe('delong');
  expect(found[0].estimate?.low).toBeLessThan(8 / 9);
  expect(found[1]).toMatchObject({ metric: 'auroc', estimate: null });
});

it('rows of several classes take their own columns of probabilities', async () => {
  const y = Float64Array.from([2, 0, 1, 2, 0, 1]);
  const p = Float32Array.from([
    1, 0, 0, 0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8, 0.7, 0.2, 0.1, 0.2, 0.7, 0.1,
  ]);
  const site = { kind: 'cat' as const, dict: ['A', 'B'], codes: Int32Array.from([0, 1, 1, 1, 1, 1]) };
  const target = { kind: 'multiclass' as const, classes: ['a', 'b', 'c'], y };
  const found = await evaluateSites({ target, p, unit: Int32Array.from([0, 1, 2, 3, 4, 5]), site }, evaluate);
  expect(found[0].estimate).toBeNull();
  expect(found[1].estimate?.estimate).toBe(1);
});
