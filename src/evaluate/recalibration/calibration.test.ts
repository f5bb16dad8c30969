import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { auroc } from '../auroc';
import { logLoss } from '../log-loss';
import { applyCalibration, type Calibration, fitCalibration, tooFewFor } from './calibration';

const expit = (z: number) => 1 / (1 + Math.exp(-z));
const logit = (p: number) => Math.log(p / (1 - p));

/** Outcomes of true log odds `z`, predicted as `intercept + slope * z`. */
function simulated(n: number, slope: number, intercept: number) {
  const random = rng('calibration', n, slope, intercept);
  const z = Float64Array.from({ length: n }, () => 1.2 * random.normal() - 0.5);
  const y = z.map((at) => +(random.next() < expit(at)));
  return { y, p: z.map((at) => expit(intercept + slope * at)) };
}

const fitted = (kind: Calibration['kind'], y: Float64Array, p: Float64Array, classes = 2): Calibration => {
  const calibration = fitCalibration(kind, y, p, classes);
  if (!calibration) throw new Error(`no ${kind}`);
  return calibration;
};

describe('platt', () => {
  it('is the maximum likelihood: residuals have no sum, and none with the log odds', () => {
    const { y, p } = simulated(500, 2, 0.7);
    const after = applyCalibration(fitted('platt', y, p), p, 2);
    let [sum, along] = [0, 0];
    for (let i = 0; i < y.length; i++) {
      sum += y[i] - after[i];
      along += (y[i] - after[i]) * logit(p[i]);
    }
    expect(sum).toBeCloseTo(0, 8);
    expect(along).toBeCloseTo(0, 8);
  });

  it('finds how predictions were bent: logit p = .7 + 2 z is undone by (logit p - .7) / 2', () => {
    const { y, p } = simulated(40_000, 2, 0.7);
    const calibration = fitted('platt', y, p);
    if (calibration.kind !== 'platt') throw new Error();
    // Standard errors of 40,000 rows are about .006 and .014.
    expect(calibration.slope).toBeCloseTo(0.5, 1);
    expect(Math.abs(calibration.slope - 0.5)).toBeLessThan(0.025);
    expect(Math.abs(calibration.intercept + 0.35)).toBeLessThan(0.05);
  });

  it('of classes that a cut parts is finite, by the targets of Platt 1999', () => {
    const y = Float64Array.from([0, 0, 0, 1, 1]);
    const p = Float64Array.from([0.1, 0.2, 0.3, 0.7, 0.8]);
    const after = applyCalibration(fitted('platt', y, p), p, 2);
    // Four rows of the prior's five: 3/4 for events, 1/5 for the others, whose sums the fit keeps.
    expect(after.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2 * (3 / 4) + 3 * (1 / 5), 8);
    expect(Math.max(...after)).toBeLessThan(1);
  });
});

describe('temperature', () => {
  it('finds by how much a model is too sure', () => {
    const { y, p } = simulated(40_000, 3, 0);
    const calibration = fitted('temperature', y, p);
    if (calibration.kind !== 'temperature') throw new Error();
    expect(Math.abs(calibration.temperature - 3)).toBeLessThan(0.1);
    // No other is likelier.
    const loss = (temperature: number) =>
      logLoss(y, applyCalibration({ kind: 'temperature', temperature }, p, 2), 2);
    const best = loss(calibration.temperature);
    for (const factor of [0.9, 0.99, 1.01, 1.1])
      expect(loss(calibration.temperature * factor)).toBeGreaterThan(best);
  });

  it('of two classes as two columns is that of one', () => {
    const { y, p } = simulated(300, 2, 0);
    const both = Float64Array.from({ length: 600 }, (_, i) => (i % 2 === 1 ? p[i >> 1] : 1 - p[i >> 1]));
    const [one, two] = [fitted('temperature', y, p), fitted('temperature', y, both)];
    if (one.kind !== 'temperature' || two.kind !== 'temperature') throw new Error();
    expect(two.temperature).toBeCloseTo(one.temperature, 9);
  });

  it('of several classes keeps which is likeliest, and rows still sum to one', () => {
    const random = rng('several classes');
    const n = 400;
    const p = new Float64Array(n * 3);
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const z = [0, 1, 2].map(() => random.normal());
      const share = (sharp: number) => {
        const e = z.map((at) => Math.exp(sharp * at));
        const sum = e[0] + e[1] + e[2];
        return e.map((value) => value / sum);
      };
      const truth = share(1);
      const u = random.next();
      y[i] = u < truth[0] ? 0 : u < truth[0] + truth[1] ? 1 : 2;
      p.set(share(2.5), i * 3);
    }
    const calibration = fitted('temperature', y, p, 3);
    if (calibration.kind !== 'temperature') throw new Error();
    expect(Math.abs(calibration.temperature - 2.5)).toBeLessThan(0.6);
    const after = applyCalibration(calibration, p, 3);
    expect(logLoss(y, after, 3)).toBeLessThan(logLoss(y, p, 3));
    for (let i = 0; i < n; i++) {
      const [before, now] = [p, after].map((all) => Array.from(all.subarray(i * 3, i * 3 + 3)));
      expect(now[0] + now[1] + now[2]).toBeCloseTo(1, 12);
      expect(now.indexOf(Math.max(...now))).toBe(before.indexOf(Math.max(...before)));
    }
  });
});

describe('who has the higher risk', () => {
  const rows = fc
    .array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 199 })), { minLength: 10, maxLength: 60 })
    .map((list) => [list.map(([y]) => y), list.map(([, p]) => p / 200)]);

  it('platt and temperature never change it: the AUROC is the same to the last digit', () => {
    let checked = 0;
    fc.assert(
      fc.property(rows, fc.constantFrom('platt' as const, 'temperature' as const), ([y, p], kind) => {
        const calibration = fitCalibration(kind, y, p, 2);
        if (!calibration) return;
        checked++;
        expect(auroc(y, applyCalibration(calibration, p, 2))).toBe(auroc(y, p));
      }),
    );
    expect(checked).toBeGreaterThan(20);
  });

  it('isotonic makes some equal and turns none round', () => {
    fc.assert(
      fc.property(rows, ([y, p]) => {
        const calibration = fitCalibration('isotonic', y, p, 2);
        if (!calibration) return;
        const after = applyCalibration(calibration, p, 2);
        for (let i = 1; i < p.length; i++)
          if (p[i] > p[i - 1]) expect(after[i]).toBeGreaterThanOrEqual(after[i - 1]);
          else if (p[i] < p[i - 1]) expect(after[i]).toBeLessThanOrEqual(after[i - 1]);
      }),
    );
  });
});

describe('what cannot be recalibrated', () => {
  const { y, p } = simulated(200, 1, 0);

  it('predictions that run against the outcome, one class, numbers, a form that is not for several classes', () => {
    for (const kind of ['platt', 'isotonic', 'temperature'] as const) {
      expect(
        fitCalibration(
          kind,
          y,
          p.map((value) => 1 - value),
          2,
        ),
      ).toBeNull();
      expect(fitCalibration(kind, new Float64Array(200), p, 2)).toBeNull();
      expect(fitCalibration(kind, y, p, 0)).toBeNull();
    }
    const three = new Float64Array(600).fill(1 / 3);
    expect(fitCalibration('platt', y, three, 3)).toBeNull();
    expect(fitCalibration('isotonic', y, three, 3)).toBeNull();
    expect(fitCalibration('none', y, p, 2)).toBeNull();
  });

  it('few rows are said for the stair alone', () => {
    const many = Float64Array.from({ length: 1000 }, (_, i) => +(i < 100));
    expect(tooFewFor('isotonic', many)).toBe(false);
    expect(tooFewFor('isotonic', many.subarray(1))).toBe(true);
    expect(
      tooFewFor(
        'isotonic',
        Float64Array.from({ length: 5000 }, (_, i) => +(i < 99)),
      ),
    ).toBe(true);
    expect(tooFewFor('platt', y)).toBe(false);
  });
});
