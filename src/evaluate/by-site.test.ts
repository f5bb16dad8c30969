import { expect, it } from 'vitest';
import { evaluateSites } from './by-site';
import type { TestPart } from './evaluate';
import { testMetrics } from './test-metrics';

const common = { threshold: 0.5, scheme: 'holdout+5-fold', seed: 1 };
const evaluate = (part: Omit<TestPart, 'scheme' | 'seed'>) => testMetrics({ ...part, ...common });

it('each site has its own AUROC with its interval, or none where only one class is there', async () => {
  const y = Float64Array.from([0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0]);
  const p = Float32Array.from([0.1, 0.4, 0.35, 0.8, 0.3, 0.2, 0.9, 0.7, 0.6, 0.9, 0.8, 0.5]);
  const site = {
    kind: 'cat' as const,
    dict: ['A', 'B', 'C', 'D'],
    codes: Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -1]),
  };
  const unit = Int32Array.from(y, (_, i) => i);
  const target = { kind: 'binary' as const, classes: ['no', 'yes'], y };
  const { sites: found, others } = await evaluateSites({ target, p, unit, threshold: null }, site, evaluate);
  expect(others).toBe(0);
  // A: positives .4 .8 .3 against negatives .1 .35 .2: 8 of 9 pairs.
  expect(found.map(({ site: name, n, counts }) => [name, n, counts])).toEqual([
    ['A', 6, [3, 3]],
    ['B', 5, [0, 5]],
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
  const { sites: found, others } = await evaluateSites(
    { target, p, unit: Int32Array.from([0, 1, 2, 3, 4, 5]), threshold: null },
    site,
    evaluate,
  );
  // A site of one patient would tell of them.
  expect(found.map(({ site: name }) => name)).toEqual(['B']);
  expect(others).toBe(1);
  expect(found[0].estimate?.estimate).toBe(1);
});

it('rows that are tested in several repeats are counted once', async () => {
  const y = Float64Array.from([0, 1, 0, 1, 1, 0, 1, 1, 0, 1]);
  const twice = <T>(list: Iterable<T>): T[] => [...list, ...list];
  const { sites } = await evaluateSites(
    {
      target: { kind: 'binary', classes: ['no', 'yes'], y: Float64Array.from(twice(y)) },
      p: Float32Array.from(twice(y), (value, i) => (value + i / 20) / 2),
      unit: Int32Array.from(twice(y.keys())),
      repeat: Int32Array.from(twice(y), (_, i) => (i < y.length ? 0 : 1)),
      pooled: true,
      threshold: null,
    },
    { kind: 'cat', dict: ['A', 'B'], codes: Int32Array.from(twice(y), (_, i) => (i % 10 < 5 ? 0 : 1)) },
    evaluate,
  );
  expect(sites.map(({ site, n, counts }) => [site, n, counts])).toEqual([
    ['A', 5, [2, 3]],
    ['B', 5, [2, 3]],
  ]);
});
