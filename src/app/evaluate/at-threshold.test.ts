import { describe, expect, it } from 'vitest';
import { estimatesAt, isIndependent, positionOf, ratesOf, reportedPoint } from './at-threshold';

describe('estimatesAt', () => {
  // A value of 4 on the Behavioural Pain Scale: 111 of 190 found, 95 of 105 spared (PMC8939429, table 4).
  const point = { threshold: 0.3, tp: 111, fn: 79, fp: 10, tn: 95 };

  it('gives likelihood ratios with their intervals as published', () => {
    const { lrPositive, lrNegative } = estimatesAt(point, true);
    expect(lrPositive.estimate).toBeCloseTo(6.13, 2);
    expect(lrPositive.low).toBeCloseTo(3.36, 1);
    expect(lrPositive.high).toBeCloseTo(11.2, 1);
    expect(lrNegative.estimate).toBeCloseTo(0.46, 2);
    expect(lrNegative.low).toBeCloseTo(0.38, 2);
    expect(lrNegative.high).toBeCloseTo(0.55, 2);
  });

  it("gives proportions with Wilson's interval and their denominators (Newcombe 1998: 81 of 263)", () => {
    const { sensitivity, specificity } = estimatesAt(
      { threshold: 0, tp: 81, fn: 182, fp: 148 - 15, tn: 15 },
      true,
    );
    expect(sensitivity).toMatchObject({ n: 263, method: 'wilson' });
    expect(sensitivity.low).toBeCloseTo(0.2553, 4);
    expect(sensitivity.high).toBeCloseTo(0.3662, 4);
    expect(specificity.n).toBe(148);
  });

  it('gives no interval where rows are not independent, and no number of nobody', () => {
    const explored = estimatesAt(point, false);
    for (const estimate of Object.values(explored))
      expect([estimate.low, estimate.method]).toEqual([null, 'none']);
    const highest = estimatesAt({ threshold: 1, tp: 0, fn: 10, fp: 0, tn: 20 }, true);
    expect(highest.ppv.n).toBe(0);
    expect(highest.lrPositive.n).toBe(0);
    expect(highest.lrNegative.estimate).toBe(1);
  });
});

it('positionOf stands between the points where the threshold is none of them', () => {
  const points = [0, 0.2, 0.4, 1].map((threshold) => ({ threshold, tp: 1, fp: 1, fn: 1, tn: 1 }));
  expect(positionOf(points, 0)).toBe(0);
  expect(positionOf(points, 0.4)).toBe(2);
  expect(positionOf(points, 0.3)).toBeCloseTo(1.5);
  expect(positionOf(points, 2)).toBe(3);
});

it('reportedPoint reads rows as truth; independent rows are one model and one row a patient', () => {
  const evaluation = {
    threshold: 0.5,
    confusion: [
      [8, 2],
      [1, 3],
    ],
  } as never;
  expect(reportedPoint(evaluation)).toEqual({ threshold: 0.5, tn: 8, fp: 2, fn: 1, tp: 3 });
  expect(ratesOf(reportedPoint(evaluation)!)).toEqual({ fpr: 0.2, tpr: 0.75 });
  expect(isIndependent({ n: 9, patients: 9 })).toBe(true);
  expect(isIndependent({ n: 9, patients: 8 })).toBe(false);
  expect(
    isIndependent({ n: 9, patients: 9, outer: { kind: 'sites', folds: 2, repeats: 1, failed: [] } }),
  ).toBe(false);
});
