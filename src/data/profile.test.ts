import { describe, expect, it } from 'vitest';
import type { ColumnType, Role } from '../study/schema';
import { USUAL_MISSING } from './cells';
import type { CatColumn, NumColumn, Table } from './dataset';
import { profileColumn, profileTable } from './profile';

const ROWS = 60;
const rows = Array.from({ length: ROWS }, (_, i) => i);
const num = (value: (row: number) => number): NumColumn => ({
  kind: 'num',
  v: Float64Array.from(rows, value),
});
const cat = (value: (row: number) => string | null): CatColumn => {
  const dict = [...new Set(rows.map(value).filter((text) => text !== null))];
  return { kind: 'cat', dict, codes: Int32Array.from(rows, (row) => dict.indexOf(value(row) ?? '')) };
};
const of = (name: string, column: NumColumn | CatColumn) => profileColumn({ name, column }, ROWS);
const words = (row: number) => `seen on ward ${row} with fever and cough, sent home`;

describe('a column is typed by its contents and its name', () => {
  it.each<[string, string, NumColumn | CatColumn, ColumnType, Role, string]>([
    ['decimals', 'crp', num((i) => i / 8), 'continuous', 'feature', 'decimals'],
    ['whole numbers', 'age', num((i) => 40 + (i % 30)), 'integer', 'feature', 'wholeNumbers'],
    ['a few codes', 'cp', num((i) => 1 + (i % 4)), 'nominal', 'feature', 'fewWholeNumbers'],
    ['the name of a code', 'ward_code', num((i) => i % 20), 'nominal', 'feature', 'codeName'],
    ['two numbers', 'sex', num((i) => i % 2), 'binary', 'feature', 'twoValues'],
    ['two decimals', 'dose', num((i) => (i % 2) + 0.5), 'binary', 'feature', 'twoValues'],
    ['two texts', 'sex', cat((i) => (i % 2 ? 'F' : 'M')), 'binary', 'feature', 'twoValues'],
    ['several texts', 'race', cat((i) => `r${i % 5}`), 'nominal', 'feature', 'levels'],
    ['very many texts', 'icd', cat((i) => `c${i % 52}`), 'nominal', 'feature', 'manyLevels'],
    ['one value', 'study', num(() => 1), 'constant', 'ignore', 'oneValue'],
    ['nothing', 'x', cat(() => null), 'constant', 'ignore', 'allMissing'],
    [
      'lists',
      'history',
      cat((i) => ['HTN;DM', 'DM', 'HTN', 'CKD;DM'][i % 4]),
      'multi',
      'feature',
      'severalValues',
    ],
    [
      'a rare list of known items',
      'unit',
      cat((i) => (i === 7 ? 'A|B' : 'ABC'[i % 3])),
      'multi',
      'feature',
      'severalValues',
    ],
    ['prose with semicolons', 'note', cat((i) => `${words(i)}; well`), 'text', 'ignore', 'longTexts'],
    ['prose', 'note', cat(words), 'text', 'ignore', 'longTexts'],
    ['ISO dates', 'seen', cat((i) => `2024-01-${10 + (i % 20)}`), 'date', 'time', 'dates'],
    ['Korean dates', '진료', cat((i) => `2024년 1월 ${1 + (i % 20)}일`), 'date', 'time', 'dates'],
    [
      'American dates with a time',
      'seen',
      cat((i) => `10/${1 + (i % 20)}/64 21:09`),
      'date',
      'time',
      'dates',
    ],
    ['numbers of encounters', 'encounter_id', num((i) => 1000 + i), 'identifier', 'ignore', 'uniqueNumbers'],
    [
      'numbers of patients that repeat',
      'patient_nbr',
      num((i) => i >> 1),
      'identifier',
      'patient',
      'identifierName',
    ],
    ['keys of patients', '등록번호', cat((i) => `P${i % 40}`), 'identifier', 'patient', 'identifierName'],
    [
      'e-mail addresses',
      'contact',
      cat((i) => `p${i}@example.org`),
      'identifier',
      'ignore',
      'identifyingForm',
    ],
    [
      'registration numbers',
      'x',
      cat((i) => `9001${10 + (i % 20)}-1234567`),
      'identifier',
      'ignore',
      'identifyingForm',
    ],
    ['telephone numbers', 'x', cat((i) => `010-1234-56${10 + i}`), 'identifier', 'ignore', 'identifyingForm'],
    ['names', '성명', cat((i) => `김${i % 30}`), 'identifier', 'ignore', 'identifierName'],
    ['texts that never repeat', 'label', cat((i) => `L${i}x`), 'identifier', 'ignore', 'uniqueTexts'],
    ['hospitals', 'hospital', cat((i) => `H${i % 3}`), 'nominal', 'site', 'levels'],
  ])('%s', (_what, name, column, type, role, evidence) => {
    const profile = of(name, column);
    expect([profile.type, profile.role, profile.evidence.key]).toEqual([type, role, evidence]);
  });

  it('shows no value of what could identify', () => {
    const secret = 'kim@example.org';
    for (const [name, column] of [
      ['contact', cat((i) => (i ? `p${i}@example.org` : secret))],
      ['성명', cat((i) => (i ? `김${i % 30}` : secret))],
      ['note', cat((i) => (i ? words(i) : secret))],
    ] as const) {
      expect(JSON.stringify(of(name, column))).not.toContain(secret);
      // Nor does a type chosen by hand bring it out.
      expect(JSON.stringify(profileColumn({ name, column }, ROWS, { type: 'identifier' }))).not.toContain(
        secret,
      );
    }
    expect(
      JSON.stringify(
        profileColumn({ name: 'contact', column: cat((i) => `p${i}@example.org`) }, ROWS, {
          type: 'nominal',
        }),
      ),
    ).not.toContain('@');
  });
});

describe('numbers', () => {
  it('are summed up as R does: quantile type 7, standard deviation with n - 1', () => {
    // R: x <- c(2.5, 1, 4, 7, 10.5); summary(x); sd(x)
    const v = Float64Array.of(2.5, Number.NaN, 1, 4, 7, 10.5);
    const profile = profileColumn({ name: 'crp', column: { kind: 'num', v } }, 6);
    expect(profile.numeric).toMatchObject({ min: 1, max: 10.5, mean: 5, q1: 2.5, median: 4, q3: 7 });
    expect(profile.numeric?.sd).toBeCloseTo(3.791437722, 9);
    expect(profile).toMatchObject({ missing: 1, distinct: 5 });
  });

  it('are counted in 20 equal bins, the maximum in the last', () => {
    const profile = of(
      'x',
      num((i) => i + 0.5),
    );
    expect(profile.histogram).toEqual(Array.from({ length: 20 }, () => 3));
    expect(
      of(
        'x',
        num((i) => (i < 59 ? i % 7 : 1000)),
      ).histogram,
    ).toEqual([59, ...Array.from({ length: 18 }, () => 0), 1]);
  });

  it('of a wide range and negative ones are summed up alike', () => {
    const narrow = of(
      'x',
      num((i) => ((i * 37) % 60) - 30),
    ).numeric;
    expect(narrow).toMatchObject({ min: -30, max: 29, median: -0.5, q1: -15.25, q3: 14.25 });
    const wide = of(
      'x',
      num((i) => (((i * 37) % 60) - 30) * 1e6),
    ).numeric;
    expect(wide).toMatchObject({ min: -30e6, max: 29e6, median: -0.5e6, q1: -15.25e6, q3: 14.25e6 });
  });
});

describe('levels', () => {
  it('are the twelve most frequent, with their counts', () => {
    const { levels, distinct } = of(
      'icd',
      cat((i) => (i < 10 ? 'A' : i < 15 ? 'B' : `c${i % 20}`)),
    );
    expect(distinct).toBe(22);
    expect(levels).toHaveLength(12);
    expect(levels?.slice(0, 2)).toEqual([
      { label: 'A', count: 10 },
      { label: 'B', count: 5 },
    ]);
  });

  it('of a list are its items', () => {
    const { levels, separator } = of(
      'history',
      cat((i) => ['HTN;DM', 'DM', null, 'HTN'][i % 4]),
    );
    expect(separator).toBe(';');
    expect(levels).toEqual([
      { label: 'HTN', count: 30 },
      { label: 'DM', count: 30 },
    ]);
  });

  it('of codes are the numbers', () => {
    expect(
      of(
        'cp',
        num((i) => (i % 3 ? 2 : 1)),
      ).levels,
    ).toEqual([
      { label: '2', count: 40 },
      { label: '1', count: 20 },
    ]);
  });
});

const likeMissing = (what: 'zeros' | 'codes', params: object, value: string) => ({
  key: `${what}LikeMissing`,
  params,
  fix: { missing: [...USUAL_MISSING, value] },
});

describe('notices', () => {
  const noticesOf = (name: string, column: NumColumn | CatColumn, type?: ColumnType) =>
    profileColumn({ name, column }, ROWS, type && { type }).notices;

  it.each<[string, NumColumn | CatColumn, object[]]>([
    ['x', cat(() => null), [{ key: 'allMissing', params: {} }]],
    ['x', cat(() => 'a'), [{ key: 'constant', params: {} }]],
    ['encounter_id', num((i) => i), [{ key: 'likelyIdentifier', params: {} }]],
    ['crp', num((i) => (i % 3 ? Number.NaN : i / 8)), [{ key: 'heavyMissing', params: { percent: 67 } }]],
    ['crp', num((i) => (i % 2 ? Number.NaN : i / 8)), []],
    ['chol', num((i) => (i % 4 ? 200 + i : 0)), [likeMissing('zeros', { count: 15 }, '0')]],
    ['Glucose', num((i) => (i ? 90 + i : 0)), [likeMissing('zeros', { count: 1 }, '0')]],
    ['parity', num((i) => (i % 12 ? i % 5 : -9)), [likeMissing('codes', { count: 5, value: -9 }, '-9')]],
    ['crp', num((i) => (i % 12 ? i / 4 : 999)), [likeMissing('codes', { count: 5, value: 999 }, '999')]],
    // An oldest patient of 99 and a base excess below zero are no codes.
    ['age', num((i) => 40 + i), []],
    ['base_excess', num((i) => i - 9), []],
    ['pregnancies', num((i) => i % 12), []],
    ['high_blood_pressure', num((i) => i % 2), []],
  ])('of %s', (name, column, notices) => expect(noticesOf(name, column)).toEqual(notices));

  it('count the texts that a number has no room for', () => {
    const column = cat((i) => (i < 3 ? 'lost' : i < 5 ? null : String(i)));
    const profile = profileColumn({ name: 'crp', column }, ROWS, { type: 'continuous' });
    expect(profile.notices).toEqual([{ key: 'notNumbers', params: { count: 3 } }]);
    expect(profile).toMatchObject({
      type: 'continuous',
      role: 'feature',
      missing: 5,
      evidence: { key: 'chosen' },
    });
    expect(profile.numeric).toMatchObject({ min: 5, max: 59 });
  });
});

describe('profileTable', () => {
  it('proposes one patient, site and time column, and the last name of an outcome', () => {
    const table: Table = {
      n: ROWS,
      columns: [
        { name: 'patient_id', column: cat((i) => `P${i % 40}`) },
        { name: 'subject_id', column: cat((i) => `S${i % 40}`) },
        { name: 'hospital', column: cat((i) => `H${i % 3}`) },
        { name: 'clinic', column: cat((i) => `K${i % 3}`) },
        { name: 'admitted', column: cat((i) => `2024-01-${10 + (i % 20)}`) },
        { name: 'discharged', column: cat((i) => `2024-02-${10 + (i % 20)}`) },
        { name: 'diabetes', column: num((i) => i % 2) },
        { name: 'outcome_30d', column: num((i) => (i >> 1) % 2) },
        { name: 'died', column: cat(() => null) },
      ],
    };
    expect(profileTable(table).map(({ role }) => role)).toEqual([
      'patient',
      'ignore',
      'site',
      'ignore',
      'time',
      'ignore',
      'feature',
      'target',
      'ignore',
    ]);
  });
});
