import { describe, expect, it } from 'vitest';
import type { Dataset, Target } from '../../data/dataset';
import type { ParamValues } from '../../study/params';
import { type Rng, rng } from '../../study/random';
import {
  binaryTarget,
  cat,
  fitAndApply,
  multiclassTarget,
  plain,
  regressionTarget,
  table,
} from '../test-tables';
import { targetEncoding } from './target-encoding';

/** Expected numbers: scikit-learn 1.9.1, TargetEncoder(smooth="auto") and TargetEncoder(smooth=10). */

/** Twelve rows of six patients. */
const stays = (): Dataset => ({
  ...table({ ward: cat(['A', 'A', 'B', 'C', 'B', 'A', null, 'C', 'B', 'A', 'C', null]) }, 12),
  unit: Int32Array.of(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5),
});
const later = table({ ward: cat(['A', 'B', 'C', null, 'Z']) }, 5);
const died = binaryTarget(1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0);
const whereTo = multiclassTarget(0, 1, 2, 0, 1, 2, 0, 0, 1, 2, 1, 0);
const days = regressionTarget(3.5, -1, 0, 12, 7, 7, 1, 2, 4.25, 9, 5, 6);

const expectClose = (got: unknown, wanted: number[]) => {
  expect(got).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect((got as number[])[i]).toBeCloseTo(value, 12);
  });
};
const auto: ParamValues = { smoothing: 'auto', minPatients: 1, folds: 3 };
const ten: ParamValues = { smoothing: 10, minPatients: 1, folds: 3 };

describe('rows to come', () => {
  it('binary: the smoothed share of the positive class', () => {
    expectClose(
      fitAndApply(targetEncoding, auto, stays(), later, died)['ward→yes'],
      [0.7105263157894737, 0.6285714285714286, 0.3714285714285714, 0, 0.5],
    );
    expectClose(
      fitAndApply(targetEncoding, ten, stays(), later, died)['ward→yes'],
      [0.5714285714285714, 0.5384615384615384, 0.46153846153846156, 0.4166666666666667, 0.5],
    );
  });

  it('several classes: a column a class', () => {
    const out = fitAndApply(targetEncoding, auto, stays(), later, whereTo);
    expect(Object.keys(out)).toEqual(['ward→home', 'ward→rehabilitation', 'ward→died']);
    expectClose(out['ward→home'], [0.2769461077844312, 0, 0.608272506082725, 1, 0.4166666666666667]);
    expectClose(
      out['ward→rehabilitation'],
      [0.2645161290322581, 0.5833333333333334, 0.3333333333333333, 0, 0.3333333333333333],
    );
    expectClose(out['ward→died'], [0.4375, 0.30973451327433627, 0, 0, 0.25]);
  });

  it('an amount: its smoothed mean', () => {
    expectClose(
      fitAndApply(targetEncoding, auto, stays(), later, days)['ward→mean'],
      [4.6294060924690665, 3.9027803815492295, 5.82151953469655, 3.716132666160174, 4.645833333333333],
    );
    expectClose(
      fitAndApply(targetEncoding, ten, stays(), later, days)['ward→mean'],
      [4.639880952380952, 4.439102564102564, 5.03525641025641, 4.454861111111111, 4.645833333333333],
    );
  });
});

/** No shuffling: the folds are then the ones the numbers below were worked out on. */
const unshuffled: Rng = { ...rng(1), shuffle: (list) => list };

describe('training rows', () => {
  const encoded = (data: Dataset, target: Target, params: ParamValues, random: Rng = unshuffled) => {
    const state = targetEncoding.fit(data, target, params, { rng: random });
    const { deal, values } = targetEncoding.trainOut!;
    return plain(values(data, target, params, state, deal(data, target, params, { rng: random })));
  };

  // Each fold by an encoder fitted on the other two; patients 0 … 5 in folds 1 0 2 0 1 2, dealt out by outcome.
  it('binary: out of fold', () => {
    expectClose(
      encoded(stays(), died, auto)['ward→yes'],
      [0.5966228893058161, 1, 1, 1, 0.4565217391304348, 0.6285714285714286, 0, 1, 1, 1, 0, 0],
    );
    expectClose(
      encoded(stays(), died, ten)['ward→yes'],
      [
        0.4423076923076923, 0.6875, 0.5454545454545454, 0.6590909090909091, 0.3958333333333333,
        0.5384615384615384, 0.3409090909090909, 0.6590909090909091, 0.5454545454545454, 0.6875, 0.3125,
        0.45454545454545453,
      ],
    );
  });

  // Patients 0 … 5 in folds 0 1 0 1 2 2.
  it('several classes: out of fold', () => {
    const out = encoded(stays(), whereTo, ten);
    expectClose(
      out['ward→home'],
      [
        0.28846153846153844, 0.3958333333333333, 0.3409090909090909, 0.3409090909090909, 0.4166666666666667,
        0.46153846153846156, 0.4318181818181818, 0.3409090909090909, 0.3409090909090909, 0.3958333333333333,
        0.5833333333333334, 0.5454545454545454,
      ],
    );
    expectClose(
      out['ward→died'],
      [
        0.34615384615384615, 0.2916666666666667, 0.22727272727272727, 0.22727272727272727, 0.2916666666666667,
        0.2692307692307692, 0.22727272727272727, 0.22727272727272727, 0.22727272727272727, 0.2916666666666667,
        0.20833333333333334, 0.22727272727272727,
      ],
    );
  });

  // Patients 0 … 5 in folds 0 1 2 0 1 2.
  it('an amount: out of fold', () => {
    expectClose(
      encoded(stays(), days, auto)['ward→mean'],
      [
        3.3797092850786115, 6.374210905102985, 7, 3.5330106979113602, 2.5690449907512383, 4.080633108050528,
        6, 12, 7, 3.3797092850786115, 12, 1,
      ],
    );
  });

  it('no row sees the outcome of any row of its patient', () => {
    const before = encoded(stays(), days, ten)['ward→mean'] as number[];
    for (let patient = 0; patient < 6; patient++) {
      const changed = regressionTarget(...days.y.map((y, row) => (row % 6 === patient ? y + 1000 : y)));
      const after = encoded(stays(), changed, ten)['ward→mean'] as number[];
      expect([after[patient], after[patient + 6]]).toEqual([before[patient], before[patient + 6]]);
      expect(after).not.toEqual(before);
    }
  });

  it('a code that each row has alone says nothing about its outcome', () => {
    const n = 200;
    const y = Array.from({ length: n }, (_, i) => i % 2);
    const alone = table({ code: cat(y.map((_, i) => `c${i}`)) }, n);
    const own = encoded(alone, binaryTarget(...y), { ...ten, folds: 5 }, rng(1))['code→yes'] as number[];
    expect(new Set(own)).toEqual(new Set([0.5]));
  });
});

it('gives a level of too few patients the mean of all, however many rows they have', () => {
  const out = (minPatients: number) =>
    fitAndApply(targetEncoding, { ...ten, minPatients }, stays(), later, died)['ward→yes'] as number[];
  // Ward B has three rows of two patients, ward A four rows of four.
  expect(out(2)[1]).toBeCloseTo(0.5384615384615384, 12);
  expect(out(3)[1]).toBe(0.5);
  expect(out(3)[0]).toBeCloseTo(0.5714285714285714, 12);
});

it('learns nothing from rows whose outcome is not known', () => {
  const y = died.y.slice();
  y[9] = Number.NaN;
  const kept = [...y.keys()].filter((row) => row !== 9);
  const known = table(
    { ward: cat(kept.map((row) => ['A', 'A', 'B', 'C', 'B', 'A', null, 'C', 'B', 'A', 'C', null][row])) },
    11,
  );
  const target = binaryTarget(...kept.map((row) => y[row]));
  expect(fitAndApply(targetEncoding, ten, stays(), later, { ...died, y })).toEqual(
    fitAndApply(targetEncoding, ten, known, later, target),
  );
});

it('says what knows nothing where no outcome is shown', () => {
  const nan = Array<number>(12).fill(Number.NaN);
  const at = (target: Target) => fitAndApply(targetEncoding, auto, stays(), later, target);
  expect(at(binaryTarget(...nan))['ward→yes']).toEqual(Array(5).fill(1 / 2));
  expect(at(multiclassTarget(...nan))['ward→died']).toEqual(Array(5).fill(1 / 3));
  expect(at(regressionTarget(...nan))['ward→mean']).toEqual(Array(5).fill(0));
});
