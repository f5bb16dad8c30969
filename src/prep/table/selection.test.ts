import { describe, expect, it } from 'vitest';
import type { Target } from '../../data/dataset';
import { rng } from '../../study/random';
import { binaryTarget, cat, multi, num, regressionTarget, table } from '../test-tables';
import { selectCorrelation } from './select-correlation';
import { selectMutualInformation } from './select-mutual-information';
import { selectVariance } from './select-variance';

const ctx = { rng: rng('selection') };
const unused = binaryTarget();

describe('select-variance', () => {
  // VarianceThreshold of scikit-learn 1.9.1: variances_ 0, 2 and 0.001875 of these columns.
  const data = table({ same: num(1, 1, 1, 1), gap: num(2, null, 5, 2), small: num(0.1, 0.1, 0.1, 0.2) }, 4);

  it('leaves out what VarianceThreshold leaves out', () => {
    const dropped = (limit: number) => selectVariance.fit(data, unused, { limit }, ctx).dropped;
    expect(dropped(0)).toEqual(['same']);
    expect(dropped(0.0018)).toEqual(['same']);
    expect(dropped(0.0019)).toEqual(['same', 'small']);
  });

  it('leaves the others as they are', () => {
    const out = selectVariance.apply(data, { limit: 0 }, { dropped: ['same'] });
    expect([...out.cols.keys()]).toEqual(['gap', 'small']);
    expect(out.cols.get('gap')).toBe(data.cols.get('gap'));
  });
});

describe('select-correlation', () => {
  // r by DataFrame.corr of pandas 3.1.1: a-b 0.99913 (seven rows), a-c 0.03016, a-d -0.99764, b-d -0.99289.
  const data = table(
    {
      a: num(1, 2, 3, 4, 5, 6, 7, 8),
      b: num(2.1, 3.9, 6.2, 8.1, 9.7, 12.2, 14.1, null),
      c: num(5, 3, 8, 1, 9, 2, 7, 4),
      d: num(-1, -2.2, -2.9, -4.1, -5.3, -5.8, -7.2, -8),
      sex: cat(['F', 'M', 'F', 'F', 'M', 'F', 'M', 'M']),
    },
    8,
  );

  it('drops the later of two, and says for which and how alike they are', () => {
    const state = selectCorrelation.fit(data, unused, { limit: 0.95 }, ctx);
    expect(state.dropped).toEqual(['b', 'd']);
    expect(state.because.map(({ column }) => column)).toEqual(['a', 'a']);
    expect(state.because[0].r).toBeCloseTo(0.9991257692470342, 12);
    expect(state.because[1].r).toBeCloseTo(-0.9976373946093262, 12);
    expect([...selectCorrelation.apply(data, {}, state).cols.keys()]).toEqual(['a', 'c', 'sex']);
  });

  it('keeps a column that is like one already dropped alone', () => {
    // Beyond 0.998 only a and b: d is compared with what stays.
    expect(selectCorrelation.fit(data, unused, { limit: 0.998 }, ctx).dropped).toEqual(['b']);
    expect(selectCorrelation.fit(data, unused, { limit: 1 }, ctx).dropped).toEqual([]);
  });
});

describe('select-mutual-information', () => {
  const marker = num(
    3.2,
    1.5,
    null,
    4.8,
    2.2,
    9.1,
    7.7,
    5.5,
    6.3,
    8.8,
    0.4,
    1.1,
    2.9,
    null,
    3.3,
    4.1,
    5.9,
    6.6,
    7.2,
    8.1,
  );
  const ward = cat([
    'a',
    'b',
    'a',
    null,
    'b',
    'c',
    'c',
    'a',
    'b',
    'c',
    'a',
    'a',
    'b',
    'a',
    null,
    'b',
    'c',
    'c',
    'c',
    'c',
  ]);
  const data = table(
    { ward, constant: num(...Array<number>(20).fill(1)), marker, history: multi(Array(20).fill([])) },
    20,
  );
  const y = binaryTarget(0, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1);
  const amount = regressionTarget(
    1,
    0.5,
    2.2,
    3.1,
    1.4,
    5.5,
    4.9,
    2.8,
    4,
    5.1,
    0.2,
    0.9,
    1.6,
    1.1,
    2,
    2.6,
    3.7,
    4.4,
    3,
    4.6,
  );
  const learn = (target: Target, count = 2) => selectMutualInformation.fit(data, target, { count }, ctx);

  // mutual_info_score of scikit-learn 1.9.1, numbers cut by numpy at sorted[floor(k n / 10)], gaps as -1.
  it.each([
    ['a class', y, 0.4801946595456047, 0.4194974964280982],
    ['a number', amount, 1.8173820666020837, 0.8202586580597333],
  ])('scores as mutual_info_score does: %s', (_, target, ofMarker, ofWard) => {
    const scores = new Map(learn(target).scores);
    expect(scores.get('marker')).toBeCloseTo(ofMarker, 12);
    expect(scores.get('ward')).toBeCloseTo(ofWard, 12);
    expect(scores.get('constant')).toBe(0);
    expect(scores.has('history')).toBe(false);
  });

  it('keeps the best and what it does not judge', () => {
    expect(learn(y).dropped).toEqual(['constant']);
    expect(learn(y, 1).dropped).toEqual(['ward', 'constant']);
    expect([...selectMutualInformation.apply(data, {}, learn(y, 1)).cols.keys()]).toEqual([
      'marker',
      'history',
    ]);
  });

  it('keeps all while no outcome is seen, and looks at known outcomes alone', () => {
    const unseen = binaryTarget(...Array<number>(20).fill(Number.NaN));
    expect(learn(unseen, 1)).toEqual({ dropped: [], scores: [] });
    const some = binaryTarget(...Array.from(y.y, (value, i) => (i === 7 ? Number.NaN : value)));
    expect(learn(some).scores).not.toEqual(learn(y).scores);
  });
});
