import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '../data/dataset';
import { rng } from '../study/random';
import type { SplitPlan } from '../study/schema';
import { makeParts } from './make-parts';
import type { Parts } from './parts';

const kfold = (k: number, share = 0.2): SplitPlan => ({
  test: { kind: 'holdout', share },
  validation: { kind: 'kfold', k },
  stratify: true,
});
const holdout = (test = 0.2, valid = 0.25): SplitPlan => ({
  test: { kind: 'holdout', share: test },
  validation: { kind: 'holdout', share: valid },
  stratify: true,
});
const binary = (y: number[]): Target => ({ kind: 'binary', classes: ['no', 'yes'], y: Float64Array.from(y) });
const own = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
const prevalence = (rows: Uint32Array, { y }: Target) =>
  rows.filter((row) => y[row] === 1).length / rows.length;
const sorted = (...lists: Iterable<number>[]) => lists.flatMap((list) => [...list]).sort((a, b) => a - b);

/** A cohort by seed: n rows, a share of positives, some outcomes missing, patients of one to `visits` rows. */
function cohort(seed: number, n: number, share: number, visits: number, missing = 0) {
  const random = rng('cohort', seed);
  const y = Array.from({ length: n }, () =>
    random.next() < missing ? Number.NaN : +(random.next() < share),
  );
  const unit = new Int32Array(n);
  for (let row = 0, patient = 0; row < n; patient++)
    for (let left = 1 + random.int(visits); left > 0 && row < n; left--) unit[row++] = patient;
  return { target: binary(y), unit };
}

const cohorts = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  n: fc.integer({ min: 150, max: 600 }),
  share: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
  visits: fc.integer({ min: 1, max: 5 }),
  missing: fc.constantFrom(0, 0.1),
});
const plans = fc.constantFrom(kfold(5), kfold(3, 0.3), holdout(), { ...kfold(5), stratify: false });

/** Everything that must hold of any parts. */
function expectParted(parts: Parts, target: Target, unit: Int32Array) {
  const n = target.y.length;
  expect(sorted(parts.test, parts.dev, parts.left)).toEqual([...Array(n).keys()]);
  for (const { train, valid } of parts.folds) {
    expect(sorted(train, valid)).toEqual([...parts.dev]);
    for (const rows of [train, valid]) expect([...rows]).toEqual(sorted(rows));
    const trained = new Set(Array.from(train, (row) => unit[row]));
    expect(valid.some((row) => trained.has(unit[row]))).toBe(false);
  }
  const tested = new Set(Array.from(parts.test, (row) => unit[row]));
  expect(parts.dev.some((row) => tested.has(unit[row]))).toBe(false);
}

describe('makeParts', () => {
  it('parts all rows, nobody twice, each fold a partition of dev', () => {
    fc.assert(
      fc.property(cohorts, plans, fc.integer({ min: 0, max: 99 }), (c, plan, seed) => {
        const { target, unit } = cohort(c.seed, c.n, c.share, c.visits, c.missing);
        const parts = makeParts(plan, target, unit, seed);
        expectParted(parts, target, unit);
        expect([...parts.left]).toEqual([...own(c.n)].filter((row) => Number.isNaN(target.y[row])));
        if (plan.validation.kind === 'kfold')
          expect(sorted(...parts.folds.map((fold) => fold.valid))).toEqual([...parts.dev]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('keeps shares and prevalence near, by patient too', () => {
    fc.assert(
      fc.property(cohorts, fc.constantFrom(kfold(5), holdout()), (c, plan) => {
        const { target, unit } = cohort(c.seed, c.n, c.share, c.visits);
        const parts = makeParts(plan, target, unit, 1);
        const whole = prevalence(Uint32Array.from(own(c.n)), target);
        // No greedy choice can be off by more than a few visits of one patient.
        const slack = 2 * c.visits;
        expect(Math.abs(parts.test.length - 0.2 * c.n)).toBeLessThanOrEqual(slack);
        for (const rows of [parts.test, ...parts.folds.map((fold) => fold.valid)])
          expect(Math.abs(prevalence(rows, target) - whole) * rows.length).toBeLessThanOrEqual(slack);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('is exact where the numbers allow it', () => {
    const target = binary([...Array(40).fill(1), ...Array(60).fill(0)]);
    const parts = makeParts(kfold(5), target, own(100), 7);
    const positives = (rows: Uint32Array) => rows.filter((row) => target.y[row] === 1).length;
    expect([parts.test.length, positives(parts.test)]).toEqual([20, 8]);
    // 32 positives over 5 folds are 6 or 7, 48 negatives 9 or 10, and the sizes are balanced across classes.
    expect(parts.folds.map(({ valid }) => valid.length)).toEqual([16, 16, 16, 16, 16]);
    expect(parts.folds.map(({ valid }) => positives(valid)).sort()).toEqual([6, 6, 6, 7, 7]);
  });

  it('depends on the seed alone', () => {
    const { target, unit } = cohort(3, 200, 0.4, 3);
    expect(makeParts(kfold(5), target, unit, 1)).toEqual(makeParts(kfold(5), target, unit, 1));
    expect(makeParts(kfold(5), target, unit, 1).test).not.toEqual(makeParts(kfold(5), target, unit, 2).test);
  });

  it('draws every row into the test part at last', () => {
    const { target } = cohort(3, 100, 0.4, 1);
    const seen = new Set<number>();
    for (let seed = 0; seed < 60; seed++)
      for (const row of makeParts(holdout(), target, own(100), seed).test) seen.add(row);
    expect(seen.size).toBe(100);
  });

  it('never moves a row out of the test part because the validation changed', () => {
    const { target, unit } = cohort(4, 300, 0.3, 4);
    const { test } = makeParts(kfold(5), target, unit, 1);
    expect(makeParts(kfold(10), target, unit, 1).test).toEqual(test);
    expect(makeParts(holdout(0.2, 0.4), target, unit, 1).test).toEqual(test);
  });

  it('gives patients with many visits to every part alike', () => {
    const unit = Int32Array.from({ length: 400 }, (_, row) => (row < 200 ? Math.floor(row / 10) : row));
    const target = binary(Array.from({ length: 400 }, (_, row) => row % 2));
    const { test } = makeParts(kfold(5), target, unit, 1);
    expect(test.filter((row) => row < 200).length).toBe(40);
    expect(test.length).toBe(80);
  });

  it('stratifies a number by its quantiles', () => {
    const random = rng('numbers');
    const y = Float64Array.from({ length: 500 }, () => Math.exp(2 * random.normal()));
    const target: Target = { kind: 'regression', classes: [], y };
    const top = new Set([...own(500)].sort((a, b) => y[b] - y[a]).slice(0, 50));
    const parts = makeParts(kfold(5), target, own(500), 1);
    expect(parts.test.filter((row) => top.has(row)).length).toBe(10);
    for (const { valid } of parts.folds) expect(valid.filter((row) => top.has(row)).length).toBe(8);
  });

  it('takes given test rows as they are and leaves out other rows of their patients', () => {
    const unit = Int32Array.of(0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
    const target = binary([0, 1, 0, 1, 0, 1, 0, 1, Number.NaN, 1]);
    const plan: SplitPlan = { ...kfold(2), test: { kind: 'rows', rows: [8, 3, 0] } };
    const parts = makeParts(plan, target, unit, 1);
    expectParted(parts, target, unit);
    expect([...parts.test]).toEqual([0, 3]);
    expect([...parts.left]).toEqual([1, 8]);
  });

  it('says which given row is wrong', () => {
    const target = binary([0, 1, 0, 1, 0, 1, 0, 1]);
    const given = (rows: number[]) => () =>
      makeParts({ ...kfold(2), test: { kind: 'rows', rows } }, target, own(8), 1);
    expect(given([8])).toThrow('split.badRow {"row":8,"rows":8}');
    expect(given([1.5])).toThrow('split.badRow {"row":1.5,"rows":8}');
    expect(given([-1])).toThrow('split.badRow');
    expect(given([2, 2])).toThrow('split.badRow {"row":2,"rows":8}');
    expect(given([])).toThrow('split.impossible {"part":"test","level":"no | yes","got":0}');
  });

  it('says what cannot be parted', () => {
    const fewPositives = binary([...Array(50).fill(0), 1]);
    expect(() => makeParts(kfold(5), fewPositives, own(51), 1)).toThrow(
      'split.impossible {"part":"test","level":"yes","got":0}',
    );
    const target = binary(Array.from({ length: 100 }, (_, i) => i % 2));
    const fivePatients = Int32Array.from({ length: 100 }, (_, i) => i % 5);
    expect(() => makeParts(kfold(5), target, fivePatients, 1)).toThrow(
      'split.tooFewGroups {"got":5,"wanted":6}',
    );
  });
});
