import { describe, expect, it } from 'vitest';
import { predictiveValuesAt } from './ppv-at-prevalence';

/** Sensitivity 240/418, specificity 288/375. */
const counts = { tp: 240, fn: 178, fp: 87, tn: 288 };

describe('predictiveValuesAt', () => {
  it("is Bayes' rule, with the interval of Mercaldo, Lau & Zhou computed by hand", () => {
    const { ppv, npv } = predictiveValuesAt(counts, 0.03);
    const [sensitivity, specificity] = [240 / 418, 288 / 375];
    expect(ppv.estimate).toBeCloseTo(
      (0.03 * sensitivity) / (0.03 * sensitivity + 0.97 * (1 - specificity)),
      12,
    );
    expect(npv.estimate).toBeCloseTo(
      (0.97 * specificity) / (0.97 * specificity + 0.03 * (1 - sensitivity)),
      12,
    );
    // Log odds -2.569923, variance 178 / (418 * 240) + 288 / (375 * 87) = 0.0106019; 1.959964 * 0.102965 = 0.201809.
    expect(ppv.low).toBeCloseTo(0.058871, 6);
    expect(ppv.high).toBeCloseTo(0.085637, 6);
    expect(ppv.method).toBe('wald');
  });

  it("is the test part's own at its own prevalence", () => {
    const { ppv, npv } = predictiveValuesAt(counts, 418 / 793);
    expect(ppv.estimate).toBeCloseTo(240 / 327, 12);
    expect(npv.estimate).toBeCloseTo(288 / 466, 12);
  });

  it('says where nothing can be known', () => {
    const nobody = predictiveValuesAt({ tp: 0, fn: 9, fp: 0, tn: 9 }, 0.1);
    expect(nobody.ppv).toEqual({ estimate: 0, low: null, high: null, method: 'none', n: 0 });
    expect(nobody.npv.estimate).toBeCloseTo(0.9, 12);
    expect(nobody.npv.low).toBeNull();
    expect(predictiveValuesAt({ tp: 0, fn: 0, fp: 1, tn: 2 }, 0.1).npv.n).toBe(0);
    expect(predictiveValuesAt({ tp: 3, fn: 1, fp: 0, tn: 2 }, 0.1).ppv).toMatchObject({
      estimate: 1,
      low: null,
    });
  });
});
