import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptOf, editDistance, matchNames, namedUnit } from './column-names';

describe('column names', () => {
  it.each([
    ['sex', 'Gender', 'synonym'],
    ['sex', '성별', 'synonym'],
    ['chol', 'Cholesterol (mg/dL)', 'synonym'],
    ['chol', '총콜레스테롤', 'synonym'],
    ['Age', 'AGE_', 'sameName'],
    ['glucose_mmol_l', 'glucose (mg/dL)', 'sameName'],
    ['creatinine', 'creatinin', 'spelling'],
    ['ast', 'alt', 'none'],
    ['sbp', 'dbp', 'none'],
    ['marker1', 'marker2', 'none'],
    ['hdl', 'ldl', 'none'],
    ['systolic bp', 'diastolic bp', 'none'],
    ['column 3', 'chol', 'none'],
  ])('%s and %s: %s', (a, b, key) => {
    expect(matchNames(a, b).key).toBe(key);
    expect(matchNames(b, a).key).toBe(key);
  });

  it('a unit is read off the end of a name, not out of a word', () => {
    expect(namedUnit('Glucose [mmol/L]')).toEqual({ base: 'glucose', unit: 'mmol/L' });
    expect(namedUnit('chol_mg_dl')).toEqual({ base: 'chol', unit: 'mg/dL' });
    expect(namedUnit('체온(°C)')).toEqual({ base: '체온', unit: '°C' });
    expect(namedUnit('platelets')).toEqual({ base: 'platelets', unit: null });
    expect(conceptOf('혈당 (mmol/L)')).toBe('glucose');
  });

  it('edit distances: published examples (Levenshtein kitten/sitting 3; one swap 1)', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('gender', 'gedner')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('is symmetrical, and a name matches itself', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(matchNames(a, b).score).toBe(matchNames(b, a).score);
        expect(matchNames(a, a).score).toBe(1);
      }),
    );
  });
});
