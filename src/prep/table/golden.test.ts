import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset';
import type { ParamValues } from '../../study/params';
import { rng } from '../../study/random';
import type { Step } from '../step';
import { binaryTarget, cat, multi, num, plain, table } from '../test-tables';
import { impute } from './impute';
import { minMax } from './min-max';
import { multiHot } from './multi-hot';
import { oneHot } from './one-hot';
import { standardize } from './standardize';

/** Expected numbers: scikit-learn 1.9.1, the class named in each test, on the very same values. */

function run<S>(step: Step<S>, params: ParamValues, train: Dataset, rows: Dataset) {
  const state = step.fit(train, binaryTarget(...Array(train.n).fill(0)), params, { rng: rng(1) });
  return plain(step.apply(rows, params, state));
}
const numbers = (values: unknown) => values as (number | null)[];

describe('impute', () => {
  const age = table({ age: num(63, 67, 67, 37, 41, null, 62, 57) }, 8);
  const rows = table({ age: num(50, null, 90) }, 3);

  it('fills with the median and tells what was missing: SimpleImputer(strategy="median", add_indicator=True)', () => {
    expect(run(impute, { numeric: 'median', indicator: true }, age, rows)).toEqual({
      age: [50, 62, 90],
      'age:missing': [0, 1, 0],
    });
  });

  it('fills with the mean: SimpleImputer(strategy="mean")', () => {
    const out = run(impute, { numeric: 'mean', indicator: false }, age, rows);
    expect(numbers(out.age)[1]).toBeCloseTo(56.285714285714285, 12);
    expect(Object.keys(out)).toEqual(['age']);
  });

  it('halves an even number of values', () => {
    const out = run(
      impute,
      { numeric: 'median', indicator: false },
      table({ x: num(4, 1, 3, 2) }, 4),
      table({ x: num(null) }, 1),
    );
    expect(out).toEqual({ x: [2.5] });
  });

  it('fills categories with the most frequent level: SimpleImputer(strategy="most_frequent")', () => {
    const pain = table(
      { pain: cat(['typical', null, 'none', 'none', 'atypical', 'atypical', null, 'none']) },
      8,
    );
    // The new rows' own dictionary does not hold the level at all.
    const out = run(
      impute,
      { numeric: 'median', indicator: true },
      pain,
      table({ pain: cat(['typical', null]) }, 2),
    );
    expect(out).toEqual({ pain: ['typical', 'none'], 'pain:missing': [0, 1] });
  });

  it('makes no indicator for a column that is complete or empty in the training part', () => {
    const train = table({ whole: num(1, 2, 3), empty: num(null, null, null) }, 3);
    const rows = table({ whole: num(null), empty: num(null) }, 1);
    expect(run(impute, { numeric: 'median', indicator: true }, train, rows)).toEqual({
      whole: [2],
      empty: [0],
    });
  });
});

describe('standardize', () => {
  const chol = table({ chol: num(233, 286, 229, 250, 204, null, 268, 354) }, 8);

  it('agrees with StandardScaler', () => {
    const out = numbers(run(standardize, {}, chol, table({ chol: num(200, null, 354) }, 3)).chol);
    expect(out[0]).toBeCloseTo(-1.3308745317465542, 12);
    expect(out[1]).toBeNull();
    expect(out[2]).toBeCloseTo(2.0528111881185067, 12);
  });

  it('makes a constant column 0, also where rounding hides that it is one', () => {
    const train = table({ x: num(...Array(1000).fill(0.1)) }, 1000);
    expect(run(standardize, {}, train, table({ x: num(0.1, 7) }, 2))).toEqual({ x: [0, 0] });
  });

  it('leaves columns of 0 and 1 alone', () => {
    const train = table({ 'sex=M': num(0, 1, 1, null), age: num(1, 0, 2, 1) }, 4);
    expect(standardize.concerns(train, {})).toEqual(['age']);
  });
});

describe('min-max', () => {
  const chol = table({ chol: num(233, 286, 229, 250, 204, null, 268, 354) }, 8);
  const rows = table({ chol: num(200, null, 250, 400) }, 4);

  it('agrees with MinMaxScaler', () => {
    const out = numbers(run(minMax, { clip: false }, chol, rows).chol);
    expect(out[0]).toBeCloseTo(-0.026666666666666616, 12);
    expect(out[1]).toBeNull();
    expect(out[2]).toBeCloseTo(0.30666666666666664, 12);
    expect(out[3]).toBeCloseTo(1.3066666666666669, 12);
  });

  it('agrees with MinMaxScaler(clip=True)', () => {
    const out = numbers(run(minMax, { clip: true }, chol, rows).chol);
    expect([out[0], out[3]]).toEqual([0, 1]);
  });

  it('makes a constant column 0', () => {
    expect(run(minMax, { clip: false }, table({ x: num(5, 5) }, 2), table({ x: num(5, 9) }, 2))).toEqual({
      x: [0, 0],
    });
  });
});

describe('one-hot', () => {
  it('agrees with OneHotEncoder(drop="if_binary", handle_unknown="ignore")', () => {
    const train = table({ sex: cat(['F', 'M', 'M', 'F']), cp: cat(['a', 'b', 'c', 'b']) }, 4);
    const rows = table({ sex: cat(['M', 'F', 'F']), cp: cat(['c', 'a', 'z']) }, 3);
    expect(run(oneHot, { dropBinary: true, maxLevels: 50 }, train, rows)).toEqual({
      'sex=M': [1, 0, 0],
      'cp=a': [0, 1, 0],
      'cp=b': [0, 0, 0],
      'cp=c': [1, 0, 0],
    });
  });

  it('keeps both columns of two levels when asked to', () => {
    const sex = table({ sex: cat(['F', 'M', null]) }, 3);
    expect(run(oneHot, { dropBinary: false, maxLevels: 50 }, sex, sex)).toEqual({
      'sex=F': [1, 0, 0],
      'sex=M': [0, 1, 0],
    });
  });

  it('puts rare levels together, as OneHotEncoder(max_categories=3) does; a level never heard of is none of them', () => {
    const train = table({ x: cat(['d', 'a', 'a', 'a', 'b', 'b', 'c']) }, 7);
    const rows = table({ x: cat(['a', 'b', 'c', 'd', 'new']) }, 5);
    expect(run(oneHot, { dropBinary: true, maxLevels: 2 }, train, rows)).toEqual({
      'x=a': [1, 0, 0, 0, 0],
      'x=b': [0, 1, 0, 0, 0],
      'x=other': [0, 0, 1, 1, 0],
    });
  });

  it('has a column for a level of the dictionary that no training row holds: folds are equally wide', () => {
    const train = table({ x: cat(['a', 'b'], ['a', 'b', 'c']) }, 2);
    expect(Object.keys(run(oneHot, { dropBinary: true, maxLevels: 50 }, train, train))).toEqual([
      'x=a',
      'x=b',
      'x=c',
    ]);
  });

  it('orders levels that are numbers by value', () => {
    const train = table({ x: cat(['10', '9', '1a', '']) }, 4);
    expect(Object.keys(run(oneHot, { dropBinary: true, maxLevels: 50 }, train, train))).toEqual([
      'x=9',
      'x=10',
      'x=',
      'x=1a',
    ]);
  });
});

describe('multi-hot', () => {
  it('agrees with MultiLabelBinarizer', () => {
    const train = table({ illness: multi([['dm', 'htn'], ['ckd'], [], ['htn']]) }, 4);
    const rows = table({ illness: multi([['htn', 'ckd'], [], ['dm'], ['gout', 'gout']]) }, 4);
    expect(run(multiHot, { maxLevels: 50 }, train, rows)).toEqual({
      'illness∋ckd': [1, 0, 0, 0],
      'illness∋dm': [0, 0, 1, 0],
      'illness∋htn': [1, 0, 0, 0],
    });
  });

  it('puts rare things together', () => {
    const train = table({ d: multi([['a', 'b', 'c'], ['a', 'b'], ['a']]) }, 3);
    expect(run(multiHot, { maxLevels: 2 }, train, train)).toEqual({
      'd∋a': [1, 1, 1],
      'd∋b': [1, 1, 0],
      'd∋other': [1, 0, 0],
    });
  });
});
