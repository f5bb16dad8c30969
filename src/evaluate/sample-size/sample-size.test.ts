import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { delong } from '../auroc';
import { assumedR2, developmentBinary, developmentContinuous, maxR2, wantedRows } from './development';
import { aurocError, expectedAuroc, expectedProportion } from './expected-interval';
import { rowsForAuroc, rowsForOe } from './external';
import { r2FromAuroc } from './r2-from-auroc';

const file = '../shared/reference/golden.json';
const there = existsSync(file);

describe.skipIf(!there)('golden.json sample_size (skipped without ../shared)', () => {
  const golden = there ? JSON.parse(readFileSync(file, 'utf8')).sample_size : {};
  const cases: [string, number, number, number][] = [
    ['/sample_size/R2cs=.288,P=24,prev=.174', 0.288, 24, 0.174],
    ['/sample_size/R2cs=.55,P=24,prev=.174', 0.55, 24, 0.174],
    ['/sample_size/R2cs=.288,P=36,prev=.174', 0.288, 36, 0.174],
    ['/sample_size/R2cs=.288,P=24,prev=.25', 0.288, 24, 0.25],
  ];
  it.each(cases)('%s', (path, r2, parameters, prevalence) => {
    const criteria = developmentBinary(r2, parameters, prevalence);
    expect([...criteria.map((c) => c.n), wantedRows(criteria)]).toEqual(golden[path.split('/')[2]]);
  });

  const external = golden.external_validation_pmvalsampsize?.['prev=.018,C=.8,OEwidth=1,Cwidth=.1'];
  it('/sample_size/external_validation_pmvalsampsize/prev=.018,C=.8,OEwidth=1,Cwidth=.1/OE', () => {
    expect(rowsForOe(0.018, 1)).toBe(external.OE);
  });
  it('/sample_size/external_validation_pmvalsampsize/prev=.018,C=.8,OEwidth=1,Cwidth=.1/C', () => {
    expect(rowsForAuroc(0.8, 0.018, 0.1)).toBe(external.C);
  });
});

describe('developmentContinuous', () => {
  // pmsampsize tests/testthat/test_cont.R (CRAN 1.1.3), the criteria that do not depend on the intercept.
  it.each([
    [0.2, 25, [918, 401, 259]],
    [0.3, 25, [574, 351, 259]],
    [0.2, 50, [1924, 801, 284]],
    [0.5, 100, [1264, 1001, 334]],
  ])('R² %f, %i parameters, as pmsampsize', (r2, parameters, wanted) => {
    const criteria = developmentContinuous(r2, parameters, { mean: 1.9, sd: 0.6 });
    expect(criteria.slice(0, 3).map((c) => c.n)).toEqual(wanted);
    // (1.96 · 0.6 / 1.9 / 0.1)² (1 - R²) at R² = 0.2 is 30.6: it does not bind.
    expect(wantedRows(criteria)).toBe(wanted[0]);
  });

  it('has no criterion of the mean where that is no positive number', () => {
    const keys = developmentContinuous(0.2, 10, { mean: 0, sd: 1 }).map((c) => c.key);
    expect(keys).toEqual(['shrinkage', 'difference', 'residual']);
    const wide = developmentContinuous(0.2, 2, { mean: 1, sd: 3 }).find((c) => c.key === 'mean');
    expect(wide?.n).toBe(Math.ceil((1.96 * 30) ** 2 * 0.8));
  });
});

describe('r2FromAuroc', () => {
  it('is the R² that Riley et al. (BMJ 2020) take for a reported C of 0.89 in pmsampsize’s help', () => {
    expect(r2FromAuroc(0.89, 0.174)).toBeCloseTo(0.288, 2);
  });

  it('is what a simulated million would have, here fifty thousand people with the true risk', () => {
    const random = rng('r2');
    const [auroc, prevalence, n] = [0.8, 0.3, 50_000];
    // Φ⁻¹(0.8) = 0.8416212.
    const shift = Math.SQRT2 * 0.8416212335729143;
    const y: number[] = [];
    const risk: number[] = [];
    for (let i = 0; i < n; i++) {
      y.push(+(i < n * prevalence));
      const x = random.normal() + shift * y[i];
      const z = Math.log(prevalence / (1 - prevalence)) + shift * x - shift ** 2 / 2;
      risk.push(1 / (1 + Math.exp(-z)));
    }
    const likelihood = (p: (i: number) => number) =>
      y.reduce((sum, one, i) => sum + Math.log(one ? p(i) : 1 - p(i)), 0) / n;
    const r2 = 1 - Math.exp(-2 * (likelihood((i) => risk[i]) - likelihood(() => prevalence)));
    expect(r2FromAuroc(auroc, prevalence)).toBeCloseTo(r2, 2);
  });

  it('rises with the AUROC, from nothing to what is possible', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        fc.double({ min: 0.51, max: 0.97, noNaN: true }),
        (prevalence, auroc) => {
          const r2 = r2FromAuroc(auroc, prevalence);
          expect(r2).toBeGreaterThan(0);
          expect(r2).toBeLessThan(maxR2(prevalence));
          expect(r2FromAuroc(auroc + 0.02, prevalence)).toBeGreaterThan(r2);
          // Symmetric: whichever class is called the event.
          expect(r2FromAuroc(auroc, 1 - prevalence)).toBeCloseTo(r2, 9);
        },
      ),
      { seed: 1, numRuns: 40 },
    );
    expect(assumedR2(0.5)).toBeCloseTo(0.15 * 0.75, 12);
  });
});

describe('expected intervals', () => {
  it('are about as wide as DeLong’s on simulated predictions of that AUROC', () => {
    const random = rng('expected');
    const [events, nonEvents] = [60, 140];
    const shift = Math.SQRT2 * 0.8416212335729143;
    const errors = Array.from({ length: 200 }, () => {
      const y = Array.from({ length: events + nonEvents }, (_, i) => +(i < events));
      return Math.sqrt(
        delong(
          y,
          y.map((one) => random.normal() + shift * one),
        ).variance,
      );
    });
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    expect(aurocError(0.8, events, nonEvents) / mean).toBeCloseTo(1, 1);
  });

  it('stay between 0 and 1, narrow as people come, and say nothing of nobody', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.55, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        (auroc, events, nonEvents) => {
          const found = expectedAuroc(auroc, events, nonEvents);
          const more = expectedAuroc(auroc, events * 4, nonEvents * 4);
          if (!found || !more) throw new Error('no interval');
          expect(found.low).toBeGreaterThan(0);
          expect(found.high).toBeLessThanOrEqual(1);
          expect(more.high - more.low).toBeLessThan(found.high - found.low);
        },
      ),
      { seed: 2, numRuns: 100 },
    );
    expect(expectedAuroc(0.8, 0, 50)).toBeNull();
    expect(expectedProportion(0.8, 0)).toBeNull();
  });

  it('of a sensitivity are Wilson’s: 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998, table I)', () => {
    const found = expectedProportion(81 / 263, 263);
    expect(found?.low).toBeCloseTo(0.2553, 4);
    expect(found?.high).toBeCloseTo(0.3662, 4);
  });
});
