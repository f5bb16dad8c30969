import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenAt, goldenThere } from '../../../scripts/golden';
import { rng } from '../../study/random';
import type { CatColumn } from '../dataset';
import { readTable } from '../read';
import { findIdentifier } from './find';

const texts = (cells: (string | null)[]): CatColumn => {
  const dict = [...new Set(cells.filter((cell) => cell !== null))];
  return {
    kind: 'cat',
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dict.indexOf(cell))),
    dict,
  };
};
const found = (name: string, cells: string[]) => findIdentifier(name, texts(cells));
const kind = (name: string, cells: string[]) => found(name, cells)?.kind ?? null;
const inColumn = (cell: string) => kind('v', [cell]);
const inText = (cell: string) =>
  found('v', [`seen on the ward today and sent home, ${cell}, no complaints since then`]);

describe('resident registration numbers', () => {
  // python-stdnum stdnum/kr/rrn.py and presidio tests/test_kr_rrn_recognizer.py.
  const numbers = {
    '/rrn/checksum_valid': ['971013-9019902', '960121-1021413', '050912-2000019'],
    '/rrn/checksum_invalid_but_must_flag': ['960121-1234567', '000505-3637892'],
    '/rrn/not_rrn': ['001332-1234567', '960121+1021413', '960111-10214131'],
  };
  it.each(Object.entries(numbers))('%s', (path, cells) => {
    if (goldenThere) expect(goldenAt(path)).toEqual(cells);
    for (const cell of cells) {
      if (path === '/rrn/not_rrn') expect(inColumn(cell)).toBeNull();
      else {
        expect(inColumn(cell)).toBe('rrn');
        expect(inText(cell)).toMatchObject({ kind: 'freeText', holds: ['rrn'] });
      }
    }
  });
  it('is found without its hyphen, as a text and as a number, and masked already', () => {
    expect(inColumn('9601211021413')).toBe('rrn');
    expect(inColumn('901231-1******')).toBe('rrn');
    expect(inColumn('901231-5******')).toBe('rrn');
    expect(findIdentifier('v', { kind: 'num', v: Float64Array.of(9601211021413, 50912_2000019) })?.kind).toBe(
      'rrn',
    );
    expect(findIdentifier('v', { kind: 'num', v: Float64Array.of(9613211021413, 120, 80) })).toBeNull();
  });
});

describe('forms', () => {
  it.each([
    ['010-1234-5678', 'phone'],
    ['01012345678', 'phone'],
    ['02-312-4567', 'phone'],
    ['031-312-4567', 'phone'],
    ['+82 10-1234-5678', 'phone'],
    ['(212) 555-0147', 'phone'],
    ['212-555-0147', 'phone'],
    ['+44 20 7946 0958', 'phone'],
    ['+49 30 901820', 'phone'],
    ['hong.gildong@hospital.example', 'email'],
    ['123-45-6789', 'ssn'],
    ['https://chart.example/patient/12', 'url'],
    ['192.168.10.24', 'ip'],
    ['서울특별시 종로구 대학로 101', 'address'],
    ['경기도 성남시 분당구', 'address'],
    ['강남구 테헤란로 152', 'address'],
    ['123번지', 'address'],
    ['221B Baker Street', 'address'],
    ['1600 Pennsylvania Avenue NW', 'address'],
    ['Hauptstraße 12', 'address'],
    ['P.O. Box 4512', 'address'],
  ])('%s: %s', (cell, wanted) => {
    expect(inColumn(cell)).toBe(wanted);
    expect(inText(cell)?.holds).toContain(wanted);
  });

  it.each([
    'Patient: John Smith was told',
    'Mrs Smith refused',
    '김철수님 면담',
    '환자명: 박영희',
    'MRN 00123456',
  ])('running text that holds “%s”', (cell) => {
    expect(inText(cell)?.kind).toBe('freeText');
  });

  it.each([
    ['120/80'],
    ['<0.01'],
    ['12.5 mg/dL'],
    ['E11.9'],
    ['I10|E11'],
    ['250.83'],
    ['V45.81'],
    ['2021-03-04'],
    ['2021-03-04 10:15'],
    ['10:15:22'],
    ['03/04/2021'],
    ['Lev+5FU'],
    ['HOME HEALTH CARE'],
    ['고혈압'],
    ['당뇨병'],
    ['서울대학교병원'],
    ['내과'],
    ['양성'],
    ['Heart Failure'],
    ['Insulin Human 70-30'],
    ['5% Dextrose 100-250 mL'],
    ['0591-0395-01'],
    ['1.2.840.10008'],
    ['10-20-30'],
    ['Type 2 Diabetes'],
    ['>100'],
    ['[70-80)'],
    ['12,345.6'],
    ['2 Tablets Every Morning'],
    ['S/P MOTOR VEHICLE ACCIDENT-STABBING'],
    ['BLACK/AFRICAN AMERICAN'],
    ['HTN;DM'],
    ['stage III'],
    ['흡연 20갑년'],
    ['경증'],
    ['복부 초음파 시행함'],
  ])('“%s” is none', (cell) => {
    expect(inColumn(cell)).toBeNull();
    expect(inText(cell)).toBeNull();
  });
});

describe('names of people', () => {
  const hangul = [
    '김민수',
    '이영희',
    '박지훈',
    '최수진',
    '정우성',
    '강하늘',
    '윤아름',
    '임지연',
    '한석규',
    '송강호',
  ];
  const latin = [
    'John Smith',
    'Mary Jones',
    'James Brown',
    'Linda White',
    'Wei Zhang',
    'Robert Hall',
    'Anna Berg',
    'Peter Novak',
  ];
  it('are known by their cells alone', () => {
    expect(kind('col7', hangul)).toBe('name');
    expect(kind('col7', latin)).toBe('name');
    expect(
      kind(
        'col7',
        latin.map((name) => name.toUpperCase().split(' ').reverse().join(', ')),
      ),
    ).toBe('name');
  });
  it.each([
    [
      [
        '고혈압',
        '당뇨병',
        '정상',
        '양성',
        '음성',
        '심부전',
        '신부전',
        '천식',
        '폐렴',
        '위염',
        '간경변',
        '골절',
      ],
    ],
    [['서울', '부산', '인천', '강원도', '경기도', '제주', '전라남', '경상북', '충청도']],
    [
      [
        'Heart Failure',
        'Atrial Fibrillation',
        'Type Two',
        'Chest Pain',
        'Left Ventricle',
        'Grand Mal',
        'Sinus Rhythm',
        'New York',
        'Normal Saline',
      ],
    ],
    [
      [
        '아스피린',
        '메트포르민',
        '리시노프릴',
        '와파린',
        '디곡신',
        '인슐린',
        '프로프라놀롤',
        '심바스타틴',
        '오메프라졸',
      ],
    ],
  ])('words are none: %s', (cells) => {
    expect(kind('col7', cells)).toBeNull();
  });
  it('are known by the name of their column, and a drug or a hospital is not', () => {
    for (const name of ['성명', '환자명', 'patient_name', 'LastName', 'attending_physician_name'])
      expect(kind(name, ['가나다라', 'Zyx Qwv', 'abcdef']), name).toBe('name');
    for (const name of [
      'drug_name',
      'hospital_name',
      '병원명',
      'test_name',
      '검사명',
      'name',
      'diagnosis_name',
    ])
      expect(
        kind(name, ['Alpha one', 'Beta two', 'Alpha one', 'Gamma three', 'Alpha one', 'Beta two']),
        name,
      ).toBeNull();
  });
});

describe('by the name of the column', () => {
  it.each([
    ['생년월일', '1985-03-17', 'birthDate'],
    ['DOB', '3/17/1985', 'birthDate'],
    ['birth_date', '1985-03-17', 'birthDate'],
    ['주민등록번호', 'xxxxxx', 'rrn'],
    ['연락처', '1588 - 11', 'phone'],
    ['등록번호', 'A0012345', 'mrn'],
    ['MRN', 'H-77-112', 'mrn'],
    ['home_address', 'somewhere', 'address'],
    ['우편번호', '03080-1', 'address'],
    ['e-mail', 'unreadable', 'email'],
  ])('%s', (name, cell, wanted) => {
    expect(kind(name, [cell])).toBe(wanted);
  });
  it.each([
    'time',
    'status',
    'birth_weight',
    'birth_year',
    'telmisartan',
    'address_changed',
    'gestational_age',
    'emailed',
    'has_phone',
    'chol',
    'hn_cancer',
  ])('%s says nothing', (name) => {
    expect(findIdentifier(name, { kind: 'num', v: Float64Array.of(0, 1, 1985, 4000) })).toBeNull();
  });
  it('a mark of yes or no under such a name is nobody’s', () => {
    expect(kind('email', ['yes', 'no'])).toBeNull();
    expect(findIdentifier('phone', { kind: 'num', v: Float64Array.of(0, 1, 1) })).toBeNull();
  });
  it('dates written as numbers are birth dates under such a name, years are not', () => {
    expect(findIdentifier('dob', { kind: 'num', v: Float64Array.of(19850317, 19901231) })?.kind).toBe(
      'birthDate',
    );
    expect(findIdentifier('dob', { kind: 'num', v: Float64Array.of(1985, 1990) })).toBeNull();
  });
});

describe('what is shown', () => {
  it('holds none of the value beyond its first letters', () => {
    const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`));
    fc.assert(
      fc.property(digits(6), digits(4), digits(4), (a, b, c) => {
        const cells: [string, string][] = [
          ['성명', `카나리${a}`],
          ['v', `850317-2${a}`],
          ['v', `010-${b}-${c}`],
          ['v', `canary${a}@hospital.example`],
          ['등록번호', `PK-canary-${a}`],
          ['주소', `서울특별시 종로구 대학로 ${b}`],
          ['생년월일', `1985-03-17`],
          ['v', `told by canary${a}@hospital.example that he was well and would come again soon`],
        ];
        for (const [name, cell] of cells) {
          const { masked } = findIdentifier(name, texts([cell])) ?? { masked: [cell] };
          expect(masked).toHaveLength(1);
          for (const secret of [a, b, c, '850317', '0317', '03-17', 'canary', 'example', '나리', '종로'])
            if (cell.includes(secret)) expect(masked[0]).not.toContain(secret);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });
  it('the share of cells, and every kind that running text holds', () => {
    const cells = Array.from({ length: 20 }, (_, i) => `nothing to report in visit ${i} of this patient`);
    cells[3] += ', call 010-1234-5678';
    cells[4] += ', write to a.b@c.example';
    expect(found('memo', cells)).toEqual({
      kind: 'freeText',
      evidence: { key: 'text', params: { percent: 10 } },
      holds: ['phone', 'email'],
      masked: ['010-****-****', 'a***@***'],
    });
  });
});

const folder = new URL('../../../../shared/data/tables/', import.meta.url);
/** Files and their columns that identify somebody, besides keys of patients and stays. */
const TABLES: [string, Record<string, string>][] = [
  ['uci_heart_4sites.csv', {}],
  ['uci_heart_cleveland.csv', {}],
  ['uci_heart_hungarian.csv', {}],
  ['uci_heart_switzerland.csv', {}],
  ['uci_heart_va.csv', {}],
  ['chronic_kidney_disease.csv', {}],
  ['diabetes130.zip', {}],
  ['dermatology.csv', {}],
  ['mimic_demo_admissions.csv', { DOB: 'birthDate' }],
  ['heart_failure.csv', {}],
  ['heart_failure_messy_semicolon.csv', {}],
  ['breast_wdbc.csv', {}],
  ['pima_diabetes.csv', {}],
  ['hepatitis.csv', {}],
  ['surv_colon.csv', {}],
  ['maternal_health.csv', {}],
  ['as-found/maternal.csv', {}],
];

describe.skipIf(!existsSync(folder))('real tables (skipped where ../shared is absent)', () => {
  it.each(TABLES)('%s: no false alarm', { timeout: 60_000 }, async (name, wanted) => {
    const ctx = {
      rng: rng('test'),
      signal: new AbortController().signal,
      clock: { now: () => 0 },
      report: () => {},
    };
    const { table } = await readTable(
      new Blob([readFileSync(new URL(name, folder))]),
      name.split('.').at(-1) ?? '',
      ctx,
    );
    const all = table.columns.flatMap((column) => {
      const hit = findIdentifier(column.name, column.column);
      return hit ? [[column.name, hit.kind] as const] : [];
    });
    expect(Object.fromEntries(all)).toEqual(wanted);
  });
});
