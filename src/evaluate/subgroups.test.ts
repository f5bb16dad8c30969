import { describe, expect, it } from 'vitest';
import type { Column } from '../data/dataset';
import { rng } from '../study/random';
import { subgroupsOf } from './subgroups';
import { takePart } from './take-part';
import { testMetrics } from './test-metrics';
import type { TestPart } from './test-part';

const N = 400;
const random = rng('subgroups');
const y = Float64Array.from({ length: N }, () => +(random.next() < 0.4));
const part: TestPart = {
  target: { kind: 'binary', classes: ['no', 'yes'], y },
  p: Float32Array.from(y, (truth) =>
    Math.min(0.99, Math.max(0.01, 0.25 + 0.35 * truth + 0.2 * random.normal())),
  ),
  unit: Int32Array.from({ length: N }, (_, i) => i),
  threshold: 0.5,
  scheme: 'holdout+5-fold',
  seed: 1,
};
const cat = (codes: (i: number) => number, dict: string[]): Column => ({
  kind: 'cat',
  codes: Int32Array.from({ length: N }, (_, i) => codes(i)),
  dict,
});
const num = (of: (i: number) => number): Column => ({
  kind: 'num',
  v: Float64Array.from({ length: N }, (_, i) => of(i)),
});

describe('subgroups', () => {
  it('are evaluated as parts of their own; rows without a value are one', async () => {
    const sex = cat((i) => (i % 10 === 0 ? -1 : i % 2), ['F', 'M']);
    const { groups, others } = await subgroupsOf(part, 'sex', sex);
    expect(groups.map(({ label, n }) => [label, n])).toEqual([
      ['F', 160],
      ['M', 200],
      ['', 40],
    ]);
    expect(others).toBe(0);
    const women = [...Array(N).keys()].filter((i) => i % 2 === 0 && i % 10 !== 0);
    const alone = await testMetrics(takePart(part, women));
    expect(groups[0].metrics.auroc).toEqual(alone.auroc);
    expect(groups[0].metrics.oe).toEqual(alone.oe);
    expect(groups[0].counts).toEqual([0, 1].map((k) => women.filter((i) => y[i] === k).length));
    expect(groups.map((g) => g.small)).toEqual(groups.map((g) => Math.min(...g.counts) < 20));
  });

  it('cut age into the usual bands and other numbers into thirds', async () => {
    const age = await subgroupsOf(
      part,
      'age',
      num((i) => 20 + (i % 70)),
    );
    expect(age.groups.map((g) => g.label)).toEqual(['< 40', '40–59', '60–74', '≥ 75']);
    expect(age.groups.reduce((sum, g) => sum + g.n, 0)).toBe(N);
    const crp = await subgroupsOf(
      part,
      'crp',
      num((i) => (i % 100) / 10),
    );
    expect(crp.groups.map((g) => g.label)).toEqual(['< 3.3', '3.3–<6.6', '≥ 6.6']);
  });

  it('tell nobody of a few apart, and say that they are left out', async () => {
    const ward = cat((i) => (i < 4 ? 2 : i % 2), ['a', 'b', 'rare']);
    const { groups, others } = await subgroupsOf(part, 'ward', ward);
    expect(groups.map((g) => g.label)).toEqual(['a', 'b']);
    expect(others).toBe(4);
  });

  it('of one class alone have no AUROC, and are not left out', async () => {
    const told = cat((i) => y[i], ['well', 'ill']);
    const { groups } = await subgroupsOf(part, 'told', told);
    expect(groups.map((g) => [g.label, g.metrics.auroc, g.small])).toEqual([
      ['well', null, true],
      ['ill', null, true],
    ]);
    expect(groups[1].metrics.sensitivity?.n).toBe(groups[1].n);
  });

  it('count patients, and draw them whole where they repeat', async () => {
    const repeated = { ...part, unit: Int32Array.from({ length: N }, (_, i) => i >> 1) };
    const { groups } = await subgroupsOf(
      repeated,
      'half',
      cat((i) => +(i >= 200), ['first', 'second']),
    );
    expect(groups.map((g) => [g.n, g.patients, g.metrics.auroc?.method])).toEqual([
      [200, 100, 'cluster-bootstrap'],
      [200, 100, 'cluster-bootstrap'],
    ]);
  });
});
