import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherExact } from './fisher';
import { isSkewed, momentsOf } from './moments';
import { overPairs, smdOfLevels, smdOfMeans } from './smd';
import { chiSquare, kruskalWallis, oneWayAnova, testOfLevels, welchAnova } from './tests';

const sorted = (...values: number[]) => Float64Array.from(values).sort();
const A = sorted(61.2, 70.5, 55.0, 48.3, 66.1, 59.9, 72.4, 63.3);
const B = sorted(52.1, 44.7, 60.2, 39.8, 57.7, 49.5, 51.0);
const C = sorted(68.0, 71.5, 80.2, 66.6, 59.1, 74.3);
const moments = (...groups: Float64Array[]) => groups.map(momentsOf);

// Expected p-values: scipy 1.17.1, the function named in each test.
describe('tests of numbers', () => {
  it('one-way ANOVA (stats.f_oneway)', () => {
    expect(oneWayAnova(moments(A, B, C))?.p).toBeCloseTo(0.0007344029956856604, 12);
    expect(oneWayAnova(moments(A, B))?.p).toBeCloseTo(0.012025256480886305, 12);
  });

  it("Welch's ANOVA (stats.f_oneway(equal_var=False), stats.ttest_ind(equal_var=False))", () => {
    expect(welchAnova(moments(A, B, C))?.p).toBeCloseTo(0.0017784527308185266, 12);
    expect(welchAnova(moments(A, B))?.p).toBeCloseTo(0.011469329600517934, 12);
  });

  it('Kruskal-Wallis with ties (stats.kruskal)', () => {
    const x = sorted(1, 2, 2, 3, 3, 3, 4, 5, 9.5);
    const y = sorted(2, 4, 4, 5, 6, 7, 8, 8, 20);
    expect(kruskalWallis([x, y, sorted(1, 1, 3, 3, 5, 5, 6)])?.p).toBeCloseTo(0.06423468092505105, 12);
    expect(kruskalWallis([x, y])?.p).toBeCloseTo(0.04077782434480339, 12);
  });

  it('say nothing where there is nothing to compare', () => {
    expect(oneWayAnova(moments(A))).toBeNull();
    expect(oneWayAnova(moments(A, sorted(1)))).toBeNull();
    expect(oneWayAnova(moments(sorted(2, 2), sorted(3, 3)))).toBeNull();
    expect(welchAnova(moments(A, sorted(3, 3)))).toBeNull();
    expect(kruskalWallis([A, sorted()])).toBeNull();
    expect(kruskalWallis([sorted(1, 1), sorted(1)])).toBeNull();
  });
});

describe('tests of counts', () => {
  it('chi-square, of two by two with the continuity correction (stats.chi2_contingency)', () => {
    const twoByTwo = chiSquare([
      [23, 17],
      [11, 29],
    ]);
    expect(twoByTwo).toMatchObject({ test: 'yates' });
    expect(twoByTwo?.p).toBeCloseTo(0.012852804317541343, 12);
    // A correction never goes past the expected count.
    expect(
      chiSquare([
        [20, 20],
        [20, 21],
      ])?.p,
    ).toBeCloseTo(1, 12);
    const larger = chiSquare([
      [23, 17, 9],
      [11, 29, 14],
      [8, 8, 21],
    ]);
    expect(larger).toMatchObject({ test: 'chiSquare' });
    expect(larger?.p).toBeCloseTo(7.604607351703562e-5, 12);
  });

  it("Fisher's exact test, two by two (stats.fisher_exact)", () => {
    const p = fisherExact([
      [8, 2],
      [1, 5],
    ]);
    expect(p).toBeCloseTo(0.034965034965034975, 12);
  });

  // Expected: all tables with these margins in exact fractions (Python 3.11), those no likelier summed.
  it('Freeman and Halton, larger tables', () => {
    const three = [
      [3, 1, 4],
      [0, 5, 2],
      [2, 2, 6],
    ];
    expect(fisherExact(three)).toBeCloseTo(0.12362796713314952, 12);
    expect(
      fisherExact([
        [1, 9, 3],
        [7, 2, 4],
      ]),
    ).toBeCloseTo(0.01051823933234621, 12);
  });

  it('Fisher where a count below 5 is expected, nothing where that is too much work', () => {
    const small = [
      [8, 2],
      [1, 5],
    ];
    expect(testOfLevels(small)?.test).toBe('fisher');
    expect(testOfLevels(small.map((row) => row.map((n) => n * 10)))?.test).toBe('yates');
    const huge = [
      [900, 800, 700, 600, 1],
      [800, 900, 600, 700, 3],
      [700, 900, 500, 900, 2],
    ];
    expect(testOfLevels(huge)).toEqual({ test: 'none', p: null });
  });

  it('the order of groups and levels changes nothing', () => {
    const table = fc.array(fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    });
    fc.assert(
      fc.property(table, (counts) => {
        const turned = [...counts].reverse().map((row) => [...row].reverse());
        const [one, other] = [testOfLevels(counts), testOfLevels(turned)];
        expect(one?.test).toBe(other?.test);
        expect(one?.p ?? 0).toBeCloseTo(other?.p ?? 0, 9);
        expect(one?.p ?? 0).toBeGreaterThanOrEqual(0);
        expect(one?.p ?? 0).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('standardized mean differences', () => {
  it('of a binary variable Yang and Dalton is the difference of shares over their mean variance', () => {
    const [p1, p2] = [17 / 40, 29 / 40];
    const expected = (p2 - p1) / Math.sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / 2);
    expect(smdOfLevels([23, 17], [11, 29])).toBeCloseTo(expected, 12);
  });

  it('of constant and different values cannot be told', () => {
    expect(smdOfMeans(momentsOf(sorted(1, 1)), momentsOf(sorted(2, 2)))).toBeNull();
    expect(smdOfMeans(momentsOf(sorted(2, 2)), momentsOf(sorted(2, 2)))).toBe(0);
    expect(smdOfLevels([9, 0], [0, 9])).toBeNull();
    expect(smdOfLevels([9, 0], [4, 0])).toBe(0);
    expect(smdOfLevels([0, 0], [4, 3])).toBeNull();
  });

  it('does not depend on which level comes first, nor on levels that nobody has', () => {
    const one = smdOfLevels([10, 20, 30, 5], [25, 14, 9, 12])!;
    expect(smdOfLevels([30, 5, 10, 20], [9, 12, 25, 14])).toBeCloseTo(one, 12);
    expect(smdOfLevels([0, 10, 20, 30, 5], [0, 25, 14, 9, 12])).toBeCloseTo(one, 12);
  });

  it('of more than two groups: the mean or the largest of all pairs, nothing where a pair has none', () => {
    const gap = (a: number, b: number) => b - a;
    expect(overPairs([1, 2, 4], gap, 'average')).toBe(2);
    expect(overPairs([1, 2, 4], gap, 'largest')).toBe(3);
    expect(overPairs([1], gap, 'largest')).toBeNull();
    expect(overPairs([1, 2, 4], (a, b) => (b === 4 && a === 1 ? null : 1), 'average')).toBeNull();
  });
});

describe('moments', () => {
  it('quartiles of type 7 (numpy.quantile 2.4.6) and an SD with n - 1', () => {
    const { q1, median, q3, sd } = momentsOf(sorted(3, 1, 4, 10));
    expect([q1, median, q3]).toEqual([2.5, 3.5, 5.5]);
    expect(sd).toBeCloseTo(Math.sqrt(15), 12);
  });

  it('long tails are skewed, whole or in groups', () => {
    expect(isSkewed([A, B])).toBe(false);
    expect(isSkewed([sorted(1, 1, 1, 2, 2), sorted(3, 40)])).toBe(true);
    expect(isSkewed([sorted(1, 1), sorted(1, 1)])).toBe(false);
    expect(isSkewed([sorted(1)])).toBe(false);
  });
});
