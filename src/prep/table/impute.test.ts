import { describe, expect, it } from 'vitest';
import { fitAndApply } from '../test-steps';
import { binaryTarget, cat, dates, num, ordinal, table } from '../test-tables';
import { impute } from './impute';

const params = { numeric: 'median', categorical: 'mode', indicator: false };

describe('impute', () => {
  it('fills numbers with the most frequent: SimpleImputer(strategy="most_frequent") of scikit-learn 1.9.1', () => {
    const parity = table({ parity: num(3, 1, null, 1, 3, 2) }, 6);
    const out = fitAndApply(impute, { ...params, numeric: 'most-frequent' }, parity, parity);
    expect(out).toEqual({ parity: [3, 1, 1, 1, 3, 2] });
  });

  it('gives missing categories a level of their own, where the training part can teach it', () => {
    const train = table({ smoker: cat(['no', null, 'yes', 'no']), sex: cat(['F', 'M', 'F', 'F']) }, 4);
    const rows = table({ smoker: cat([null, 'yes']), sex: cat([null, 'M']) }, 2);
    expect(fitAndApply(impute, { ...params, categorical: 'level' }, train, rows)).toEqual({
      smoker: ['missing', 'yes'],
      sex: ['F', 'M'],
    });
  });

  it('fills ordered levels with the most frequent, and keeps their order', () => {
    const order = ['I', 'II', 'III'];
    const train = table({ stage: ordinal(['II', null, 'II', 'I'], order) }, 4);
    const how = { ...params, categorical: 'level' };
    expect(fitAndApply(impute, how, train, train)).toEqual({ stage: ['II', 'II', 'II', 'I'] });
    const state = impute.fit(train, binaryTarget(), how, { rng: undefined as never });
    expect(impute.apply(train, how, state).cols.get('stage')).toMatchObject({ dict: order, ordered: true });
  });

  it('fills as before where its parameters were written down before there were levels of their own', () => {
    const sex = table({ sex: cat(['F', null]) }, 2);
    expect(fitAndApply(impute, { numeric: 'median', indicator: false }, sex, sex)).toEqual({
      sex: ['F', 'F'],
    });
  });

  it('leaves dates alone, and says so', () => {
    const data = table({ admitted: dates('2020-01-01', null), age: num(1, null) }, 2);
    expect(impute.concerns(data, params)).toEqual(['age']);
    expect(fitAndApply(impute, { ...params, indicator: true }, data, data)).toEqual({
      admitted: [18262, null],
      age: [1, 1],
      'age:missing': [0, 1],
    });
  });
});
