import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatColumn, Target } from '../data/dataset';
import { rng } from '../study/random';
import type { SplitPlan } from '../study/schema';
import { latestPart } from './by-time';
import { makeParts } from './make-parts';
import { outerFolds } from './outer-folds';

const five: SplitPlan['validation'] = { kind: 'kfold', k: 5 };
const plan = (test: SplitPlan['test'], validation: SplitPlan['validation'] = five): SplitPlan => ({
  test,
  validation,
  stratify: true,
});
const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

/** Patients of one to three rows, some of them in two hospitals; times of few or many values, some missing. */
function cohort(seed: number, n: number, times: number) {
  const random = rng('kinds', seed);
  const unit = new Int32Array(n);
  for (let row = 0, patient = 0; row < n; patient++)
    for (let left = 1 + random.int(3); left > 0 && row < n; left--) unit[row++] = patient;
  const y = Float64Array.from(unit, () => (random.next() < 0.05 ? Number.NaN : +(random.next() < 0.4)));
  const target: Target = { kind: 'binary', classes: ['no', 'yes'], y };
  const order = Float64Array.from(unit, () => (random.next() < 0.05 ? Number.NaN : random.int(times)));
  const site: CatColumn = {
    kind: 'cat',
    codes: Int32Array.from(unit, () => random.int(5) - 1),
    dict: ['A', 'B', 'C', 'D'],
  };
  return { unit, target, order, site };
}
const cohorts = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  n: fc.integer({ min: 200, max: 500 }),
  times: fc.constantFrom(2, 3, 12, 1000),
});
const unitsOf = (rows: Uint32Array, unit: Int32Array) => new Set(Array.from(rows, (row) => unit[row]));
const shared = (a: Uint32Array, b: Uint32Array, unit: Int32Array) => {
  const seen = unitsOf(a, unit);
  return [...b].filter((row) => seen.has(unit[row]));
};

describe('a split by time', () => {
  it('tests strictly later than it develops, nobody on both sides, as near to the share as a time allows', () => {
    fc.assert(
      fc.property(cohorts, fc.constantFrom(0.1, 0.2, 0.4), ({ seed, n, times }, share) => {
        const { unit, target, order } = cohort(seed, n, times);
        const usable = all(n).filter((row) => !Number.isNaN(target.y[row]));
        const { cut, test, dev } = latestPart(order, usable, unit, share);
        expect(Math.min(...Array.from(test, (row) => order[row]))).toBe(cut);
        expect(Math.max(...Array.from(dev, (row) => order[row]))).toBeLessThan(cut);
        expect(shared(dev, test, unit)).toEqual([]);
        // By brute force: no other beginning is nearer.
        const dated = usable.filter((row) => !Number.isNaN(order[row]));
        const begin = (row: number) =>
          Math.min(...[...dated].filter((other) => unit[other] === unit[row]).map((other) => order[other]));
        const begins = Array.from(dated, begin);
        const off = (at: number) => {
          const tested = begins.filter((b) => b >= at).length;
          const before = dated.filter((row) => order[row] < at).length;
          return before === 0 ? Number.POSITIVE_INFINITY : Math.abs(tested / (tested + before) - share);
        };
        const best = Math.min(...new Set(begins.map(off)));
        expect(Math.abs(test.length / (test.length + dev.length) - share)).toBeCloseTo(best, 12);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('of three years takes the one whose share is nearest, not all from the first that is enough', () => {
    const order = Float64Array.from({ length: 100 }, (_, i) => (i < 40 ? 2019 : i < 85 ? 2020 : 2021));
    const { cut, test, dev } = latestPart(order, all(100), Int32Array.from(all(100)), 0.2);
    expect([cut, test.length, dev.length]).toEqual([2021, 15, 85]);
  });

  it('says where there is but one time, or no column', () => {
    const { unit, target } = cohort(1, 200, 2);
    const time = plan({ kind: 'time', column: 'day', share: 0.2 });
    expect(() => makeParts(time, target, unit, 1, { order: new Float64Array(200) })).toThrow('split.oneTime');
    expect(() => makeParts(time, target, unit, 1, { order: new Float64Array(200).fill(Number.NaN) })).toThrow(
      'split.oneTime',
    );
    expect(() => makeParts(time, target, unit, 1)).toThrow('split.noColumn');
  });
});

describe('a split by a column', () => {
  it('tests the marked rows, leaves out other rows of their patients, and takes no missing cell for a mark', () => {
    const target: Target = {
      kind: 'binary',
      classes: ['no', 'yes'],
      y: Float64Array.from(all(40), (i) => i % 2),
    };
    const unit = Int32Array.from(all(40), (i) => (i === 39 ? 0 : i));
    const marks = Array.from(all(40), (i) => (i < 10 ? 'valid' : i === 12 ? null : 'dev'));
    const by = plan({ kind: 'column', column: 'set', values: ['valid', ''] });
    const parts = makeParts(by, target, unit, 1, { marks });
    expect([...parts.test]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...parts.left]).toEqual([39]);
    expect(parts.dev).toContain(12);
    const nobody = plan({ kind: 'column', column: 'set', values: ['other'] });
    expect(() => makeParts(nobody, target, unit, 1, { marks })).toThrow('"part":"test"');
  });
});

describe('hospitals', () => {
  it('validate whole, each once, and their patients never train meanwhile', () => {
    fc.assert(
      fc.property(cohorts, ({ seed, n }) => {
        const { unit, target, site } = cohort(seed, n, 2);
        const { folds, dev } = makeParts(plan({ kind: 'sites' }, { kind: 'sites' }), target, unit, 1, {
          site,
        });
        expect(folds).toHaveLength(4);
        folds.forEach(({ train, valid }, i) => {
          expect([...valid]).toEqual([...dev].filter((row) => site.codes[row] === i));
          expect(shared(valid, train, unit)).toEqual([]);
        });
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('are tested whole, each once; one alone is said', () => {
    const { unit, target, site } = cohort(5, 300, 2);
    const outer = outerFolds(plan({ kind: 'sites' }), target, unit, 1, site);
    expect(outer.map((one) => one.fold.name)).toEqual(['A', 'B', 'C', 'D']);
    const rows = outer.flatMap((one) => [...one.rows]).sort((a, b) => a - b);
    expect(rows).toEqual([...all(300)].filter((row) => site.codes[row] >= 0 && !Number.isNaN(target.y[row])));
    const one: CatColumn = { ...site, codes: site.codes.map(() => 0) };
    expect(() => outerFolds(plan({ kind: 'sites' }), target, unit, 1, one)).toThrow(
      'split.oneSite {"got":1}',
    );
  });
});

describe('nested folds', () => {
  it('test every usable row once a repeat, patients whole, the same for the same seed', () => {
    fc.assert(
      fc.property(
        cohorts,
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (c, k, repeats) => {
          const { unit, target, site } = cohort(c.seed, c.n, 2);
          const nested = plan({ kind: 'kfold', k, repeats });
          const outer = outerFolds(nested, target, unit, 1, site);
          expect(outer).toHaveLength(k * repeats);
          const usable = [...all(c.n)].filter((row) => !Number.isNaN(target.y[row]));
          for (let repeat = 0; repeat < repeats; repeat++) {
            const parts = outer.filter((one) => one.fold.repeat === repeat).map((one) => one.rows);
            expect(parts.flatMap((rows) => [...rows]).sort((a, b) => a - b)).toEqual(usable);
            parts.forEach((rows, i) => {
              for (const other of parts.slice(i + 1)) expect(shared(rows, other, unit)).toEqual([]);
            });
          }
          expect(outerFolds(nested, target, unit, 1, site)).toEqual(outer);
          if (repeats > 1) expect(outer[k].rows).not.toEqual(outer[0].rows);
          expect(makeParts(nested, target, unit, 1).test).toHaveLength(0);
        },
      ),
      { seed: 3, numRuns: 30 },
    );
  });

  it('inside are repeated with other folds', () => {
    const { unit, target } = cohort(7, 300, 2);
    const { folds, dev } = makeParts(
      plan({ kind: 'holdout', share: 0.2 }, { kind: 'kfold', k: 5, repeats: 2 }),
      target,
      unit,
      1,
    );
    expect(folds).toHaveLength(10);
    for (const half of [folds.slice(0, 5), folds.slice(5)])
      expect(half.flatMap(({ valid }) => [...valid]).sort((a, b) => a - b)).toEqual([...dev]);
    expect(folds[5].valid).not.toEqual(folds[0].valid);
  });
});
