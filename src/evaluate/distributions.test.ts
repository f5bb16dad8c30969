import { expect, it } from 'vitest';
import { chiSquareTail, fTail, logGamma } from './distributions';

// Expected values: scipy 1.17.1, stats.chi2.sf and stats.f.sf.

it.each([
  [3.2, 1, 0.07363827012030258],
  [40, 3, 1.065509033425585e-8],
  [0.5, 7, 0.9994464813904249],
  [900, 1000, 0.9892827619087102],
  [1500, 1000, 1.0454640385980825e-22],
  [200, 1, 2.0884875837625688e-45],
])('chi-square tail of %f with %i degrees of freedom', (x, df, expected) => {
  expect(chiSquareTail(x, df) / expected).toBeCloseTo(1, 10);
});

it.each([
  [4.1, 1, 10, 0.07040827103132177],
  [0.3, 2, 50, 0.7421423026675618],
  [2.5, 3, 100_000, 0.05756471496809385],
  [30, 4, 12.7, 2.2789236864983354e-6],
  [6.2, 1, 99_998, 0.012776642353624957],
])('F tail of %f with %i and %f degrees of freedom', (x, df1, df2, expected) => {
  expect(fTail(x, df1, df2) / expected).toBeCloseTo(1, 9);
});

it('tails at their ends', () => {
  expect(chiSquareTail(0, 3)).toBe(1);
  expect(fTail(0, 2, 9)).toBe(1);
  expect(fTail(Number.POSITIVE_INFINITY, 2, 9)).toBe(0);
});

it('log gamma of whole numbers is the log of a factorial', () => {
  let factorial = 1;
  for (let n = 1; n < 20; n++) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12);
    factorial *= n;
  }
});
