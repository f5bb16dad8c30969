import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { delong } from '../auroc';
import { assumedR2, developmentBinary, developmentContinuous, maxR2, wantedRows } from './development';
import { aurocError, expectedAuroc, expectedNumber, expectedProportion } from './expected-interval';
import { rowsForAuroc, rowsForOe, rowsForR2 } from './external';
import { developmentMultinomial } from './multinomial';
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

describe('developmentMultinomial', () => {
  const share = (a: number, b: number) => b / (a + b);

  it('is Pate et al.’s worked example of ovarian tumours, as their package multsampsize prints it', () => {
    const counts = [2557, 186, 176, 467, 120];
    const c: Record<string, number> = {
      '0,1': 0.85,
      '0,2': 0.92,
      '0,3': 0.99,
      '0,4': 0.95,
      '1,2': 0.75,
      '1,3': 0.95,
      '1,4': 0.87,
      '2,3': 0.87,
      '2,4': 0.71,
      '3,4': 0.82,
    };
    const { criteria, hardest } = developmentMultinomial(counts, 17, (a, b) =>
      r2FromAuroc(c[`${a},${b}`], share(counts[a], counts[b])),
    );
    // Stage I against metastatic. Their R² of a simulated million has an error of half a per cent; here it is integrated.
    expect(hardest).toEqual([2, 4]);
    expect(Math.abs(criteria[0].n / 13_136 - 1)).toBeLessThan(0.01);
    expect(criteria.slice(1).map(({ n }) => n)).toEqual([1477, 524]);
  });

  it('is the package’s other example, with R² given', () => {
    const counts = [50, 100, 150];
    const { criteria, hardest } = developmentMultinomial(counts, 17, (a, b) =>
      assumedR2(share(counts[a], counts[b])),
    );
    expect(hardest).toEqual([0, 1]);
    // The package prints 664 for the last: it divides 5 % by five classes even of three. Chi-square(1 - 0.05 / 3) is 5.7311 (scipy).
    expect(criteria.map(({ n }) => n)).toEqual([2660, 714, 574]);
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

describe('a number', () => {
  it('needs as many for R² as pmvalsampsize’s formula, and 235 for the residuals', () => {
    // 4 · 0.5 · 0.25 / 0.0255² = 768.9; at 0.9 it is 56, fewer than the residuals need.
    expect([rowsForR2(0.5, 0.1), rowsForR2(0.9, 0.1)]).toEqual([769, 235]);
  });

  it('has intervals as wide as R² and slope scatter in simulation', () => {
    const random = rng('number');
    const [r2, n, runs] = [0.5, 150, 400];
    const found = Array.from({ length: runs }, () => {
      const p = Array.from({ length: n }, () => Math.sqrt(r2) * random.normal());
      const y = p.map((value) => value + Math.sqrt(1 - r2) * random.normal());
      const mean = (v: number[]) => v.reduce((sum, value) => sum + value, 0) / n;
      const [my, mp] = [mean(y), mean(p)];
      const about = (v: number[], m: number, w: number[], k: number) =>
        v.reduce((sum, value, i) => sum + (value - m) * (w[i] - k), 0);
      const slope = about(y, my, p, mp) / about(p, mp, p, mp);
      return { slope, r2: about(y, my, p, mp) ** 2 / (about(p, mp, p, mp) * about(y, my, y, my)) };
    });
    const sd = (v: number[]) => {
      const m = v.reduce((a, b) => a + b, 0) / v.length;
      return Math.sqrt(v.reduce((sum, value) => sum + (value - m) ** 2, 0) / (v.length - 1));
    };
    const expected = expectedNumber(r2, n);
    if (!expected) throw new Error('nothing expected');
    const half = ({ low, high }: { low: number; high: number }) => (high - low) / 2 / 1.96;
    expect(sd(found.map((one) => one.r2)) / half(expected.r2)).toBeCloseTo(1, 0.8);
    expect(sd(found.map((one) => one.slope)) / half(expected.slope)).toBeCloseTo(1, 0.8);
    expect(expectedNumber(r2, 2)).toBeNull();
  });
});
