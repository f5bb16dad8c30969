import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { auroc, delong } from './auroc';
import { bootstrapIntervals, percentileInterval, quantile } from './bootstrap';
import { brier } from './brier';
import { decide } from './confusion';
import { logLoss } from './log-loss';
import { weightedMacroAuroc } from './multiclass';
import { regressionStatistics, weightedMean } from './regression';
import { rocCurve } from './roc';
import { metricValue } from './study-metric';
import { youden } from './threshold';

// Scores from a coarse grid, so that ties are common.
const scored = fc
  .array(fc.record({ y: fc.integer({ min: 0, max: 1 }), p: fc.integer({ min: 0, max: 12 }) }), {
    minLength: 4,
    maxLength: 60,
  })
  .filter((rows) => rows.some((r) => r.y === 1) && rows.some((r) => r.y === 0));
const split = (rows: { y: number; p: number }[]) => ({
  y: rows.map((r) => r.y),
  p: rows.map((r) => r.p / 12),
});

describe('AUROC', () => {
  it('equals the share of pairs in the right order, ties half', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { y, p } = split(rows);
        let wins = 0;
        let pairs = 0;
        for (let i = 0; i < y.length; i++)
          for (let j = 0; j < y.length; j++) {
            if (y[i] !== 1 || y[j] !== 0) continue;
            pairs++;
            wins += p[i] > p[j] ? 1 : p[i] === p[j] ? 0.5 : 0;
          }
        expect(auroc(y, p)).toBeCloseTo(wins / pairs, 12);
        expect(delong(y, p).auroc).toBeCloseTo(wins / pairs, 12);
      }),
    );
  });

  it('does not change under a growing map of the scores', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { y, p } = split(rows);
        const mapped = p.map((score) => Math.exp(3 * score) - 7);
        expect(auroc(y, mapped)).toBe(auroc(y, p));
        expect(delong(y, mapped).variance).toBe(delong(y, p).variance);
      }),
    );
  });

  it('DeLong variance equals the O(mn) definition by placements', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { y, p } = split(rows);
        const cases = p.filter((_, i) => y[i] === 1);
        const controls = p.filter((_, i) => y[i] === 0);
        if (cases.length < 2 || controls.length < 2) return;
        const psi = (x: number, c: number) => (x > c ? 1 : x === c ? 0.5 : 0);
        const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
        const variance = (list: number[]) =>
          list.reduce((s, v) => s + (v - mean(list)) ** 2, 0) / (list.length - 1);
        const v10 = cases.map((x) => mean(controls.map((c) => psi(x, c))));
        const v01 = controls.map((c) => mean(cases.map((x) => psi(x, c))));
        expect(delong(y, p).variance).toBeCloseTo(
          variance(v10) / cases.length + variance(v01) / controls.length,
          12,
        );
      }),
    );
  });

  it('is NaN with one class', () => expect(auroc([1, 1], [0.2, 0.3])).toBeNaN());
});

describe('ROC curve', () => {
  it('goes from (0,0) to (1,1), never down, and holds the area', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { y, p } = split(rows);
        const points = rocCurve(y, p);
        expect(points[0].slice(0, 2)).toEqual([0, 0]);
        expect(points[points.length - 1].slice(0, 2)).toEqual([1, 1]);
        let area = 0;
        for (let i = 1; i < points.length; i++) {
          expect(points[i][0]).toBeGreaterThanOrEqual(points[i - 1][0]);
          expect(points[i][1]).toBeGreaterThanOrEqual(points[i - 1][1]);
          expect(points[i][2]).toBeLessThan(points[i - 1][2]);
          area += ((points[i][0] - points[i - 1][0]) * (points[i][1] + points[i - 1][1])) / 2;
        }
        expect(area).toBeCloseTo(auroc(y, p), 12);
      }),
    );
  });

  it('every point is what its threshold gives', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { y, p } = split(rows);
        for (const [fpr, tpr, threshold] of rocCurve(y, p)) {
          const called = decide('binary', p, 2, threshold);
          const rate = (label: number) =>
            y.filter((v, i) => v === label && called[i] === 1).length / y.filter((v) => v === label).length;
          expect([fpr, tpr]).toEqual([rate(0), rate(1)]);
        }
      }),
    );
  });

  it('has at most 2,000 points and survives JSON', () => {
    const random = rng('roc');
    const y = Array.from({ length: 30_000 }, () => random.int(2));
    const points = rocCurve(
      y,
      y.map((label) => random.normal() + label),
    );
    expect(points.length).toBe(2000);
    expect(points[1999].slice(0, 2)).toEqual([1, 1]);
    expect(JSON.parse(JSON.stringify(points))).toEqual(points);
  });
});

describe('Youden threshold', () => {
  const index = (y: number[], p: number[], threshold: number) => {
    const called = decide('binary', p, 2, threshold);
    const rate = (label: number) =>
      y.filter((v, i) => v === label && called[i] === 1).length / y.filter((v) => v === label).length;
    return rate(1) - rate(0);
  };

  it('is not beaten by any score as threshold', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const { y, p } = split(rows);
        const best = index(y, p, youden(y, p));
        for (const score of p) expect(index(y, p, score)).toBeLessThanOrEqual(best + 1e-12);
      }),
    );
  });

  it('breaks a tie towards the lower threshold', () => {
    // Between .1 and .2, and between .3 and .4, the index is one half.
    expect(youden([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4])).toBeCloseTo(0.15, 12);
  });

  it('calls everyone positive where the scores tell nothing', () => {
    expect(youden([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0.5);
  });

  it('separates neighbouring floats, whose midpoint rounds onto one of them', () => {
    const low = 1 + Number.EPSILON;
    const high = 1 + 2 * Number.EPSILON;
    expect(decide('binary', [low, high], 2, youden([0, 1], [low, high]))).toEqual(Int32Array.of(0, 1));
  });
});

describe('bootstrap', () => {
  it('draws patients, not rows: copies of a row add no certainty', () => {
    const random = rng('copies');
    const y = Array.from({ length: 40 }, () => random.int(2));
    const terms = Array.from({ length: 40 }, () => random.normal());
    const once = bootstrapIntervals(
      y.map((_, i) => i),
      [weightedMean(terms)],
      rng('b'),
    )[0]!;
    const copied = terms.flatMap((term) => [term, term, term]);
    const units = copied.map((_, i) => Math.floor(i / 3));
    const thrice = bootstrapIntervals(units, [weightedMean(copied)], rng('b'))[0]!;
    expect(thrice.low).toBeCloseTo(once.low, 12);
    expect(thrice.high).toBeCloseTo(once.high, 12);
  });

  it('comes near the interval of a mean by theory', () => {
    const random = rng('theory');
    const terms = Array.from({ length: 400 }, () => random.normal());
    const mean = terms.reduce((a, b) => a + b, 0) / 400;
    const se = Math.sqrt(terms.reduce((s, v) => s + (v - mean) ** 2, 0) / 399 / 400);
    const interval = bootstrapIntervals(
      terms.map((_, i) => i),
      [weightedMean(terms)],
      rng('b'),
    )[0]!;
    expect(Math.abs(interval.low - (mean - 1.96 * se))).toBeLessThan(0.15 * se);
    expect(Math.abs(interval.high - (mean + 1.96 * se))).toBeLessThan(0.15 * se);
  });

  it('gives no interval where every replicate agrees or most are undefined', () => {
    expect(bootstrapIntervals([0, 1, 2], [() => 1, () => Number.NaN], rng('b'), 50)).toEqual([null, null]);
  });

  it('gives no interval where limits differ by rounding alone, or most replicates agree', () => {
    // Sums of .1 in another order: 1.3 and 1.3000000000000003.
    const rounding = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1.3 : 1.3000000000000003));
    expect(percentileInterval(rounding, 1000)).toBeNull();
    const nearlyAll = Array.from({ length: 1000 }, (_, i) => (i < 10 ? 0.98 : 1));
    expect(percentileInterval(nearlyAll, 1000)).toBeNull();
    expect(percentileInterval([], 0)).toBeNull();
  });

  it('a ratio that is infinite in more than a fortieth of the replicates has no upper limit, and so no interval', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 40 ? Number.POSITIVE_INFINITY : i / 1000));
    expect(percentileInterval(values, 1000)).toBeNull();
    expect(percentileInterval(values.slice(30), 1000)?.high).toBeCloseTo(0.98, 1);
  });

  it('takes quantiles of type 7, as numpy and R do by default', () => {
    expect(quantile([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 12); // numpy.quantile([1, 2, 3, 4], .1)
    expect(quantile([5], 0.975)).toBe(5);
  });
});

describe('study metric', () => {
  it('macro AUROC is the mean of one-against-rest AUROCs', () => {
    // Pairs counted by hand.
    const y = [0, 0, 1, 2];
    const p = [0.6, 0.3, 0.1, 0.2, 0.2, 0.6, 0.1, 0.8, 0.1, 0.4, 0.1, 0.5];
    const byHand = [0, 1, 2].map((k) =>
      auroc(
        y.map((v) => (v === k ? 1 : 0)),
        y.map((_, i) => p[i * 3 + k]),
      ),
    );
    expect(byHand).toEqual([0.75, 1, 2 / 3]);
    expect(metricValue('auroc', 'multiclass', y, p, 3)).toBeCloseTo((0.75 + 1 + 2 / 3) / 3, 12);
    expect(weightedMacroAuroc(y, p, 3)(Float64Array.of(1, 1, 1, 0))).toBeNaN();
  });

  it('log loss and Brier score match values worked by hand', () => {
    expect(logLoss([1, 0], [0.8, 0.4], 2)).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
    expect(logLoss([2, 0], [0.2, 0.3, 0.5, 0.7, 0.2, 0.1], 3)).toBeCloseTo(
      -(Math.log(0.5) + Math.log(0.7)) / 2,
      12,
    );
    expect(logLoss([1], [0], 2)).toBeCloseTo(23 * Math.LN2, 12);
    expect(brier([2, 0], [0.2, 0.3, 0.5, 0.7, 0.2, 0.1], 3)).toBeCloseTo((0.38 + 0.14) / 2, 12);
  });

  it('RMSE, MAE and R² match values worked by hand', () => {
    const ones = Float64Array.of(1, 1, 1);
    const { rmse, mae, r2 } = regressionStatistics([1, 2, 6], [2, 2, 4]);
    expect(rmse(ones)).toBeCloseTo(Math.sqrt(5 / 3), 12);
    expect(mae(ones)).toBeCloseTo(1, 12);
    expect(r2(ones)).toBeCloseTo(1 - 5 / 14, 12);
    expect(metricValue('rmse', 'regression', [1, 2, 6], [2, 2, 4], 0)).toBeCloseTo(Math.sqrt(5 / 3), 12);
  });

  it('refuses an AUROC of one class', () => {
    expect(() => metricValue('auroc', 'binary', [1, 1], [0.1, 0.2], 2)).toThrow('evaluate.oneClass');
    expect(() => metricValue('auroc', 'multiclass', [1, 1], [0, 1, 0, 0, 1, 0], 3)).toThrow(
      'evaluate.oneClass',
    );
  });
});
