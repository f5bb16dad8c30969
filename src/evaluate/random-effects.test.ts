import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acrossSites } from './across-sites';
import { randomEffects } from './random-effects';

describe('random effects', () => {
  // statsmodels 0.15.0: combine_effects(effect, variance, method_re='dl', use_t=True); the larger of sd_eff_w_re and
  // sd_eff_w_re_hksj, with scipy's quantiles of t for both intervals.
  it.each([
    {
      effects: [1.84, 1.63, 1.27, 0.93, 2.1],
      variances: [0.04, 0.05, 0.25, 0.03, 0.11],
      wanted: [
        1.5491642597471424, 0.8936562586714181, 2.204672260822867, -0.0612764982392191, 3.159605017733504,
      ],
    },
    {
      effects: [0.2, 1.4, 1.5, 1.6],
      variances: [0.5, 0.01, 0.02, 0.3],
      wanted: [
        1.420056944617521, 1.0956611847422393, 1.7444527044928029, 0.8700996708679021, 1.97001421836714,
      ],
    },
  ])('agree with statsmodels for $effects', ({ effects, variances, wanted }) => {
    const found = randomEffects(effects, variances);
    expect(found && Object.values(found).map((v) => Number(v.toFixed(8)))).toEqual(
      wanted.map((v) => Number(v.toFixed(8))),
    );
  });

  it('of hospitals that agree are the fixed-effect mean, whose interval t widens', () => {
    const found = randomEffects([1, 1, 1], [0.1, 0.1, 0.1]);
    expect(found?.mean).toBeCloseTo(1, 12);
    // t of 2 degrees of freedom is 4.302653.
    expect(found?.high).toBeCloseTo(1 + 4.302652729 * Math.sqrt(0.1 / 3), 6);
  });

  it('move with the effects, do not care for their order, and predict more widely than they know', () => {
    const hospital = fc.record({
      effect: fc.double({ min: -3, max: 3, noNaN: true }),
      variance: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(hospital, { minLength: 3, maxLength: 8 }), (all) => {
        const of = (list: typeof all, shift = 0) =>
          randomEffects(
            list.map(({ effect }) => effect + shift),
            list.map(({ variance }) => variance),
          );
        const [a, b, c] = [of(all), of([...all].reverse()), of(all, 2)];
        if (!a || !b || !c) throw new Error('three and more have a mean');
        expect(b.mean).toBeCloseTo(a.mean, 8);
        expect(c.low).toBeCloseTo(a.low + 2, 8);
        expect(a.predictionHigh - a.predictionLow).toBeGreaterThanOrEqual(a.high - a.low);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('are not told of fewer than three', () => {
    expect(randomEffects([1, 2], [0.1, 0.1])).toBeNull();
    expect(randomEffects([1, 2, 3], [0.1, 0, 0.1])).toBeNull();
  });
});

it('hospitals’ AUROCs are put together on log odds; one without an interval is left out', () => {
  const site = (name: string, estimate: number, half: number | null) => ({
    site: name,
    n: 100,
    counts: [50, 50],
    metric: 'auroc' as const,
    estimate: {
      estimate,
      low: half === null ? null : estimate - half,
      high: half === null ? null : Math.min(1, estimate + half),
      method: 'delong' as const,
    },
  });
  const sites = [site('a', 0.8, 0.06), site('b', 0.8, 0.06), site('c', 0.8, 0.06), site('d', 0.99, null)];
  const found = acrossSites(sites);
  expect(found?.hospitals).toBe(3);
  expect(found?.estimate.estimate).toBeCloseTo(0.8, 12);
  expect(found?.prediction.low).toBeLessThan(0.8 - 0.05);
  expect(found?.prediction.high).toBeLessThan(1);
  expect(acrossSites(sites.slice(0, 2))).toBeNull();
});
