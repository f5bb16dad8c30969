import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { auroc } from './auroc';
import { binaryStatistics } from './binary-statistics';
import { calibrationCurve } from './calibration/curve';
import { calibrationGroups } from './calibration/groups';
import { localFit } from './calibration/loess';
import { fitLogistic } from './calibration/logistic';
import { decide } from './confusion';
import { gains } from './lift';
import { multiclassStatistics } from './multiclass-statistics';
import { cellsAt, sliderThresholds } from './operating-points';
import { predictiveValuesAt } from './predictive-values';
import { lrNegative, lrPositive, observedOverExpected } from './ratios';
import { regressionErrors, regressionMeasures } from './regression-statistics';
import { riskDistributions } from './risk-distribution';
import { samplesOf } from './sample';
import { estimatesOf, type Statistics } from './statistics';
import { t95 } from './student';
import { chooseThreshold } from './threshold';
import { wilson } from './wilson';

const target = (
  y: number[],
  kind: 'binary' | 'multiclass' | 'regression' = 'binary',
  classes = ['0', '1'],
) => ({
  kind,
  classes,
  y: Float64Array.from(y),
});
const each = (list: { length: number }) => Array.from({ length: list.length }, (_, i) => i);

describe('measures against scikit-learn 1.9.1', () => {
  it('several classes', () => {
    const y = [0, 0, 1, 1, 2, 2, 2, 0, 1, 2];
    const odds = [6, 3, 1, 2, 5, 3, 1, 8, 1, 5, 4, 1, 1, 2, 7, 2, 4, 4.5, 3, 6, 1, 8, 1, 1, 2, 3, 5, 1, 1, 8];
    const p = odds.map((value, i) => {
      const row = Math.floor(i / 3) * 3;
      return value / (odds[row] + odds[row + 1] + odds[row + 2]);
    });
    const classes = ['a', 'b', 'c'];
    const [sample] = samplesOf({ target: target(y, 'multiclass', classes), p, unit: each(y) });
    const decided = decide('multiclass', sample.p, 3, null);
    const found = estimatesOf(multiclassStatistics(sample, decided, classes), y.length);
    const wanted = {
      accuracy: 0.6,
      balancedAccuracy: 0.5833333333333334,
      ppvMacro: 0.5833333333333334,
      f1Macro: 0.5833333333333334,
      kappa: 0.3939393939393939,
      quadraticKappa: 0.7101449275362319,
      mcc: 0.3939393939393939,
      aurocMacro: 0.8035714285714285,
      aurocWeighted: 0.8023809523809525,
      logLoss: 0.8416515623662792,
    };
    for (const [name, value] of Object.entries(wanted)) expect(found.get(name), name).toBeCloseTo(value, 12);
  });

  it('average precision and the area under precision and recall with tied scores', () => {
    const y = [0, 1, 0, 1, 1, 0, 0, 1, 0, 0];
    const p = [0.1, 0.4, 0.4, 0.8, 0.35, 0.2, 0.4, 0.9, 0.7, 0.2];
    const [sample] = samplesOf({ target: target(y), p, unit: each(y) });
    const found = estimatesOf(binaryStatistics(sample, sample.p, 0.5), y.length);
    expect(found.get('ap')).toBeCloseTo(0.7678571428571428, 12);
    expect(found.get('auprc')).toBeCloseTo(0.7797619047619048, 12);
    expect(found.get('auroc')).toBe(auroc(y, p));
  });
});

const rows = fc
  .array(
    fc.record({
      y: fc.integer({ min: 0, max: 1 }),
      p: fc.integer({ min: 1, max: 9 }),
      times: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 6, maxLength: 40 },
  )
  .filter((list) => [0, 1].every((label) => list.some((row) => row.y === label && row.times > 0)));

describe('a drawn row counts as often as it is drawn', () => {
  const compare = (whole: Statistics, draws: number[], copied: Statistics, n: number) => {
    const values = Array.from(whole.of(Int32Array.from(draws)));
    const wanted = Array.from(copied.of(new Int32Array(n).fill(1)));
    for (const [s, value] of values.entries())
      if (Number.isFinite(wanted[s])) expect(value, whole.names[s]).toBeCloseTo(wanted[s], 9);
      else expect(Number.isFinite(value), whole.names[s]).toBe(false);
  };

  it('binary and regression: every statistic of draws is that of copied rows', () => {
    fc.assert(
      fc.property(rows, (list) => {
        for (const kind of ['binary', 'regression'] as const) {
          const of = (some: typeof list) => {
            const [sample] = samplesOf({
              target: target(
                some.map((row) => row.y),
                kind,
              ),
              p: some.map((row) => row.p / 10),
              unit: each(some),
            });
            const statistics =
              kind === 'binary'
                ? binaryStatistics(
                    sample,
                    Array.from(sample.p, (p) => (p >= 0.5 ? 1 : 0)),
                    0.5,
                  )
                : regressionMeasures(sample);
            return { sample, statistics };
          };
          const copies = list.flatMap((row) => new Array(row.times).fill(row) as typeof list);
          const whole = of(list);
          const draws = Array.from(whole.sample.from, (row) => list[row].times);
          compare(whole.statistics, draws, of(copies).statistics, copies.length);
        }
      }),
    );
  });
});

describe('thresholds by rule', () => {
  const y = [0, 0, 1, 0, 1, 0, 1, 1];
  const p = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
  const share = (threshold: number) => {
    const [{ tp, fn, tn, fp }] = cellsAt(y, p, [threshold]);
    return { sensitivity: tp / (tp + fn), specificity: tn / (tn + fp), fn, fp };
  };

  it('by hand', () => {
    expect(chooseThreshold({ rule: 'sensitivity', value: 0.75 }, y, p)).toBeCloseTo(0.45, 12);
    expect(chooseThreshold({ rule: 'sensitivity', value: 0.99 }, y, p)).toBeCloseTo(0.25, 12);
    expect(chooseThreshold({ rule: 'specificity', value: 0.75 }, y, p)).toBeCloseTo(0.45, 12);
    expect(chooseThreshold({ rule: 'specificity', value: 0.9 }, y, p)).toBeCloseTo(0.65, 12);
    // A missed event as bad as ten false alarms: nobody may be missed. As bad as a tenth: nobody called in vain.
    expect(chooseThreshold({ rule: 'cost', ratio: 10 }, y, p)).toBeCloseTo(0.25, 12);
    expect(chooseThreshold({ rule: 'cost', ratio: 0.1 }, y, p)).toBeCloseTo(0.65, 12);
    expect(chooseThreshold({ rule: 'specificity', value: 0.99 }, [0, 1, 0], [0.2, 0.3, 1])).toBeGreaterThan(
      1,
    );
  });

  it('reaches what it was asked for, and no candidate does so with more of the other', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 0.99, noNaN: true }), (list, value) => {
        const truth = list.map((row) => row.y);
        const risk = list.map((row) => row.p / 10);
        const at = (threshold: number) => {
          const [{ tp, fn, tn, fp }] = cellsAt(truth, risk, [threshold]);
          return { sensitivity: tp / (tp + fn), specificity: tn / (tn + fp), cost: value * 9 * fn + fp };
        };
        const bySensitivity = at(chooseThreshold({ rule: 'sensitivity', value }, truth, risk));
        const bySpecificity = at(chooseThreshold({ rule: 'specificity', value }, truth, risk));
        const byCost = at(chooseThreshold({ rule: 'cost', ratio: value * 9 }, truth, risk));
        expect(bySensitivity.sensitivity).toBeGreaterThanOrEqual(value - 1e-9);
        expect(bySpecificity.specificity).toBeGreaterThanOrEqual(value - 1e-9);
        for (const threshold of [...risk, 0.999]) {
          const other = at(threshold);
          if (other.sensitivity >= value)
            expect(other.specificity).toBeLessThanOrEqual(bySensitivity.specificity);
          if (other.specificity >= value)
            expect(other.sensitivity).toBeLessThanOrEqual(bySpecificity.sensitivity);
          expect(byCost.cost).toBeLessThanOrEqual(other.cost + 1e-9);
        }
      }),
    );
    expect(share(0.45).sensitivity).toBe(0.75);
  });
});

describe('ratios and predictive values', () => {
  it('likelihood ratios of Simel, Samsa & Matchar 1991, worked by hand', () => {
    const found = lrPositive({ tp: 90, fp: 10, fn: 10, tn: 90 })!;
    const se = Math.sqrt(1 / 90 - 1 / 100 + 1 / 10 - 1 / 100);
    expect(found.estimate).toBeCloseTo(9, 12);
    expect(found.low).toBeCloseTo(9 * Math.exp(-1.959963984540054 * se), 10);
    expect(found.method).toBe('wald');
    expect(lrPositive({ tp: 5, fp: 0, fn: 1, tn: 9 })).toBeNull();
    const none = lrNegative({ tp: 20, fp: 5, fn: 0, tn: 20 })!;
    expect([none.estimate, none.low]).toEqual([0, 0]);
    expect(none.high).toBeGreaterThan(0);
    expect(none.high).toBeLessThan(1);
  });

  it('at the prevalence of the sample they are the sample’s own; at another they follow Bayes', () => {
    const cells = { tp: 40, fp: 30, fn: 10, tn: 120 };
    const quality = {
      sensitivity: { estimate: 0.8, ...wilson(40, 50), method: 'wilson' as const },
      specificity: { estimate: 0.8, ...wilson(120, 150), method: 'wilson' as const },
      lrPositive: lrPositive(cells)!,
      lrNegative: lrNegative(cells)!,
    };
    const here = predictiveValuesAt(0.25, quality);
    expect(here.ppv!.estimate).toBeCloseTo(40 / 70, 12);
    expect(here.npv!.estimate).toBeCloseTo(120 / 130, 12);
    const rare = predictiveValuesAt(0.01, quality);
    expect(rare.ppv!.estimate).toBeCloseTo((0.8 * 0.01) / (0.8 * 0.01 + 0.2 * 0.99), 12);
    for (const { ppv, npv } of [here, rare])
      for (const value of [ppv!, npv!]) {
        expect(value.low).toBeLessThan(value.estimate);
        expect(value.high).toBeGreaterThan(value.estimate);
      }
    // Nobody was called in vain: 1, but not for certain.
    const certain = predictiveValuesAt(0.01, { ...quality, lrPositive: undefined });
    expect(certain.ppv!.estimate).toBe(1);
    expect(certain.ppv!.low).toBeLessThan(0.2);
  });

  it('O/E on the scale of the logarithm', () => {
    const found = observedOverExpected(36, 30, 100)!;
    expect(found.estimate).toBeCloseTo(1.2, 12);
    expect(found.high! / 1.2).toBeCloseTo(Math.exp(1.959963984540054 * Math.sqrt(0.64 / 36)), 10);
    expect(observedOverExpected(0, 3, 10)).toEqual({ estimate: 0, low: null, high: null, method: 'none' });
  });
});

describe('calibration', () => {
  it('loess as the C code of netlib has it (scikit-misc 0.5.3, span .75, degree 2, direct)', () => {
    const x = Float64Array.from({ length: 60 }, (_, i) => ((i * 37) % 61) / 61)
      .sort()
      .map((value) => value ** 1.5);
    const y = x.map((value, i) => ((i * 29 + 7) % 10 < 3 + 6 * value ? 1 : 0));
    const wanted = [
      0.367949933777, 0.482329574313, 0.599985044745, 0.71841900274, 0.809218833991, 0.818227459173,
    ];
    for (const [i, at] of [0.05, 0.2, 0.4, 0.6, 0.8, 0.95].entries())
      expect(localFit(x, y, at)?.value).toBeCloseTo(wanted[i], 9);
  });

  it('the curve holds the diagonal of a calibrated model nearly everywhere, and copies add no certainty', () => {
    const random = rng('curve');
    const p = Float64Array.from({ length: 800 }, () => random.next()).sort();
    const y = p.map((risk) => (random.next() < risk ? 1 : 0));
    const unit = Int32Array.from(p.keys());
    const curve = calibrationCurve({ p, y, unit, patients: 800 }, true);
    const holds = curve.filter(({ at, low, high }) => low! <= at && at <= high!);
    expect(holds.length / curve.length).toBeGreaterThan(0.9);
    const twice = <T extends Float64Array | Int32Array>(list: T) =>
      Array.from({ length: 1600 }, (_, i) => list[i >> 1]);
    const copied = calibrationCurve(
      {
        p: Float64Array.from(twice(p)),
        y: Float64Array.from(twice(y)),
        unit: Int32Array.from(twice(unit)),
        patients: 800,
      },
      true,
    );
    const width = (list: typeof curve) => list[40].high! - list[40].low!;
    expect(width(copied) / width(curve)).toBeCloseTo(1, 1);
  });

  it('the curve leaves out what no prediction is near, and every limit is a number', () => {
    // Classes told apart all but perfectly: the nearest rows of a place between them are all as far away.
    const p = Float64Array.from({ length: 120 }, (_, i) => (i < 95 ? 0.001 : i < 97 ? 0.98 : 1));
    const y = p.map((risk, i) => (risk > 0.5 && i !== 96 ? 1 : 0));
    const of = (values: Float64Array, binary: boolean) =>
      calibrationCurve({ p: values, y, unit: Int32Array.from(p.keys()), patients: 120 }, binary);
    for (const binary of [true, false]) {
      const curve = of(p, binary);
      expect(curve.length).toBeGreaterThan(0);
      for (const place of curve) for (const value of Object.values(place)) expect(value).toBeTypeOf('number');
      expect(curve.flatMap((place) => Object.values(place)).filter(Number.isNaN)).toEqual([]);
    }
    expect(localFit(p, y, 0.4)).toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0.001, 0.5, 0.98, 1), { minLength: 20, maxLength: 150 }),
        fc.infiniteStream(fc.constantFrom(0, 1)),
        (list, outcomes) => {
          const risks = Float64Array.from(list).sort();
          const seen = risks.map(() => outcomes.next().value as number);
          const unit = Int32Array.from(risks.keys());
          const curve = calibrationCurve({ p: risks, y: seen, unit, patients: risks.length }, true);
          for (const { observed, low, high } of curve) {
            expect(observed >= 0 && observed <= 1).toBe(true);
            expect(low! <= observed + 1e-12 && observed <= high! + 1e-12).toBe(true);
          }
        },
      ),
    );
  });

  it('groups keep equal predictions together and hold five patients at least', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 120 }), (list) => {
        const p = Float64Array.from(list, (value) => value / 20).sort();
        const y = p.map((_, i) => i % 2);
        const groups = calibrationGroups({ p, y, unit: Int32Array.from(p.keys()) }, true);
        expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(p.length);
        for (const group of groups) expect(group.n).toBeGreaterThanOrEqual(5);
        let from = 0;
        for (const { n } of groups.slice(0, -1)) {
          from += n;
          expect(p[from]).not.toBe(p[from - 1]);
        }
      }),
    );
  });

  it('no fit under complete separation, of a constant or of one class', () => {
    expect(fitLogistic([[1, 2, 3, 4]], [0, 0, 1, 1])).toBeNull();
    expect(fitLogistic([[2, 2, 2, 2]], [0, 1, 1, 0])).toBeNull();
    expect(fitLogistic([], [1, 1, 1])).toBeNull();
    expect(fitLogistic([[1, 2, 3, 4]], [0, 1, 0, 1])).not.toBeNull();
  });
});

describe('curves and counts for the screen', () => {
  it('the slider’s thresholds rise from 0 to 1, hold the one in use, and count every row', () => {
    const random = rng('slider');
    const p = Array.from({ length: 500 }, () => random.next());
    const y = p.map((risk) => (random.next() < risk ? 1 : 0));
    const stops = sliderThresholds(p, 0.123);
    expect([stops[0], stops.at(-1), stops.includes(0.123)]).toEqual([0, 1, true]);
    expect(stops.length).toBeLessThanOrEqual(201);
    for (const [i, { tp, fp, fn, tn }] of cellsAt(y, p, stops).entries()) {
      const called = p.filter((risk) => risk >= stops[i]).length;
      expect([tp + fp, tp + fp + fn + tn]).toEqual([called, 500]);
    }
  });

  it('gains of a perfect order, and a straight line where nothing is told apart', () => {
    const perfect = gains(Float64Array.of(1, 0, 0, 0), Float64Array.of(0.9, 0.3, 0.2, 0.1));
    expect(perfect.find(({ share }) => share === 0.25)!.gain).toBe(1);
    for (const { share, gain } of gains(Float64Array.of(1, 0, 0, 1), Float64Array.of(0.5, 0.5, 0.5, 0.5)))
      expect(gain).toBeCloseTo(share, 12);
  });

  it('risks fall into fifty bins, 1 into the last', () => {
    const [no, yes] = riskDistributions([0, 1, 1], [0, 0.999, 1], ['no', 'yes']);
    expect([no.counts[0], yes.counts[49], yes.counts.length]).toEqual([1, 2, 50]);
  });
});

describe('agreement of numbers', () => {
  // Bland & Altman, Lancet 1986;i:307: peak flow by a large and a mini meter; bias -2.1, SD 38.8, limits -79.7 to 75.5.
  const large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
  const mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
  const [sample] = samplesOf({ target: target(mini, 'regression', []), p: large, unit: each(mini) });

  it('bias, limits and their intervals as published', () => {
    const found = estimatesOf(regressionMeasures(sample), 17);
    expect(found.get('bias')).toBeCloseTo(-2.1, 1);
    // From the rounded SD they are -79.7 and 75.5 with 2 in place of 1.96.
    expect(found.get('agreementLower')).toBeCloseTo(-2.118 - 1.96 * 38.765, 1);
    expect(found.get('agreementUpper')).toBeCloseTo(-2.118 + 1.96 * 38.765, 1);
    const errors = regressionErrors(sample);
    expect(found.get('bias')! - t95(16) * errors.bias).toBeCloseTo(-22.0, 0);
    expect(found.get('bias')! + t95(16) * errors.bias).toBeCloseTo(17.8, 0);
    // sqrt(3 / n) there, exactly sqrt(1 / n + 1.96² / (2 (n - 1))) here.
    expect(Math.abs(errors.limit - 16.3)).toBeLessThan(0.2);
  });

  it('quantiles of Student’s t (R’s qt(.975, df))', () => {
    for (const [df, wanted] of [
      [1, 12.7062],
      [5, 2.570582],
      [16, 2.119905],
      [1000, 1.962339],
    ])
      expect(t95(df)).toBeCloseTo(wanted, 4);
  });
});
