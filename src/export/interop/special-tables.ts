import type { ColumnPlan, JoinPlan, SourcePlan, StepPlan } from '../../study/schema';
import type { Wanted } from './finished';

/** Small tables for what concerns a file as a whole. */
type Special = Omit<Wanted, 'kind'> & { files: { rows: string; further?: string[]; site?: string } };

const feature = (name: string, type: ColumnPlan['type'], more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  name,
  type,
  role: 'feature',
  stored: true,
  ...more,
});
const steps: StepPlan[] = ['impute', 'one-hot', 'standardize'].map((step) => ({
  id: step,
  step,
  params: {},
}));
const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => `${line(i)}\n`).join('');

/** Files without a row of names, for a model whose training file had none. */
export const NAMELESS: Special = {
  name: 'nameless',
  members: [steps],
  plans: [feature('age', 'integer'), feature('sugar', 'continuous'), feature('sex', 'nominal')],
  training: lines(30, (i) => `${40 + i},${100 + ((i * 7) % 13)}.5,${i % 3}`),
  more: { names: ['age', 'sugar', 'sex'] },
  files: { rows: lines(9, (i) => `${38 + 3 * i},${i === 4 ? '?' : 90 + i},${i % 4}.0`) },
};

/** Nothing fills the gaps of the weight and of the blood pressure: rows that lack one have no prediction. */
export const NEEDING: Special = {
  name: 'what the model cannot do without',
  members: [
    [
      { id: 'dates', step: 'date-parts', params: {} },
      { id: 'filled', step: 'impute', params: {}, columns: ['age'] },
      { id: 'hot', step: 'one-hot', params: {} },
      { id: 'multi', step: 'multi-hot', params: {} },
      { id: 'scaled', step: 'standardize', params: {} },
    ],
  ],
  plans: [
    feature('age', 'integer'),
    feature('weight', 'continuous', { decimal: 'comma' }),
    feature('admitted', 'date', { dateOrder: 'dayFirst' }),
    feature('bp', 'pair'),
    feature('sex', 'binary'),
    feature('history', 'multi', { separator: '|' }),
  ],
  training: `age;weight;admitted;bp;sex;history\n${lines(30, (i) =>
    [
      i % 6 ? 40 + i : '',
      `${60 + ((i * 7) % 13)},5`,
      `${1 + (i % 28)}.03.2020`,
      `${110 + ((i * 5) % 31)}/${70 + ((i * 3) % 17)}`,
      i % 2 ? 'F' : 'M',
      ['HTN', 'DM|HTN', ''][i % 3],
    ].join(';'),
  )}`,
  files: {
    rows: [
      'id;predicted;history;sex;admitted;weight;age;bp;notes',
      '007;x;HTN;F;3.03.2020;61,5;45;120/80;=1+1',
      '7.0;-;DM|HTN;M;;62,0;;131/75;+82 10',
      '"a;b";"c ""d""";;X;4.03.2020;?;46;120/80;-',
      '1,5;＝sum;gout|DM;;soon;;200;?;@home',
      '이름;-2;HTN;F;5.03.2031;70,25;39;119/20;"two\nlines"',
      ';;;;;;;;',
      'x;y;DM;M;06.03.2020;64,5;50;-/80;\t z',
      'x;y;;F;06.03.2020;66,5;44;115/85;',
    ].join('\n'),
  },
};

const left = 'patient,age,admitted\n';
const joins: JoinPlan[] = [
  {
    sha256: '',
    rows: 30,
    key: { left: 'patient', right: 'id' },
    columns: [
      { from: 'age', to: 'age (2)' },
      { from: 'smoker', to: 'smoker' },
    ],
  },
  {
    sha256: '',
    rows: 90,
    key: { left: 'patient', right: 'id' },
    long: {
      concept: 'what',
      value: 'value',
      date: 'when',
      dateOrder: 'dayFirst',
      concepts: [
        { concept: 'sodium', aggregates: ['first', 'last', 'mean', 'min', 'max', 'count'] },
        { concept: 'culture', aggregates: ['last', 'count'] },
        { concept: 'never', aggregates: ['mean', 'count'] },
      ],
      window: { index: 'admitted', dateOrder: 'yearFirst', from: -3, to: 2 },
    },
    columns: [
      'sodium:first',
      'sodium:last',
      'sodium:mean',
      'sodium:min',
      'sodium:max',
      'sodium:count',
      'culture:last',
      'culture:count',
      'never:count',
    ].map((name) => ({ from: name, to: name })),
  },
];
const JOINED_NUMBERS = [
  'age',
  'age (2)',
  ...['first', 'last', 'mean', 'min', 'max', 'count'].map((of) => `sodium:${of}`),
  'culture:count',
  'never:count',
];

/** A second table with a row a patient, and a third with a row a measurement. */
export const JOINED: Special = {
  name: 'joined',
  members: [steps],
  plans: [
    ...JOINED_NUMBERS.map((name) => feature(name, 'continuous')),
    feature('smoker', 'nominal'),
    feature('culture:last', 'nominal'),
  ],
  training: `${[...JOINED_NUMBERS, 'smoker', 'culture:last'].join(',')}\n${lines(30, (i) =>
    [
      ...JOINED_NUMBERS.map((_, k) => (i * (k + 3)) % 17),
      ['yes', 'no'][i % 2],
      ['coli', 'none grown', ''][i % 3],
    ].join(','),
  )}`,
  more: { joins },
  files: {
    rows: left + lines(12, (i) => `${i % 5 === 4 ? '' : `00${i}`},${50 + i},24.03.${10 + i}`),
    further: [
      `id,age,smoker,other\n${lines(10, (i) => `${i}.0,${60 + i},${i % 2 ? 'yes' : 'maybe'},z`)}`,
      `id,what,value,when\n${lines(60, (i) => {
        const value = i % 3 === 2 ? ['coli', 'hemolyzed'][i % 2] : i % 11 === 0 ? '<130' : 130 + (i % 9);
        return `${i % 13},${i % 3 === 2 ? 'culture' : 'sodium'},${value},${i % 7 === 0 ? '' : `${8 + (i % 16)}.03.2024`}`;
      })}`,
    ],
  },
};

const sources: SourcePlan[] = [
  {
    site: 'North',
    sha256: '',
    rows: 20,
    columns: [
      { from: 'chol', to: 'cholesterol' },
      { from: 'sex', to: 'sex' },
      { from: 'stage', to: 'stage' },
    ],
  },
  {
    site: 'South',
    sha256: '',
    rows: 20,
    columns: [
      {
        from: '콜레스테롤 (mmol/L)',
        to: 'cholesterol',
        unit: { from: 'mmol/L', to: 'mg/dL', factor: 38.67, offset: 0 },
      },
      { from: '성별', to: 'sex', levels: { 남: 'M', 여: 'F', '?': '' } },
      { from: 'code', to: 'stage', levels: { '0': '1', '1': '2', '9': '' } },
    ],
  },
  {
    site: 'West',
    sha256: '',
    rows: 20,
    columns: [
      { from: 'chol', to: 'cholesterol', unit: { from: 'mmol/L', to: 'mg/dL', factor: 38.67, offset: 0 } },
      { from: 'sex', to: 'sex' },
      { from: 'stage', to: 'stage' },
    ],
  },
];
const ofHospital = (name: string, files: Special['files']): Special => ({
  name: `hospital: ${name}`,
  members: [steps],
  plans: [feature('cholesterol', 'continuous'), feature('sex', 'binary'), feature('stage', 'nominal')],
  training: `cholesterol,sex,stage\n${lines(30, (i) => `${150 + 3 * i},${i % 2 ? 'M' : 'F'},${1 + (i % 3)}`)}`,
  more: { sources },
  files,
});
const plain = (chol: (i: number) => number): string =>
  `chol,sex,stage\n${lines(8, (i) => `${chol(i)},${['M', 'F', 'x'][i % 3]},${i % 4}`)}`;

/** Hospitals found by their columns, by where their values lie, by their name, or not at all. */
export const OF_HOSPITALS: Special[] = [
  ofHospital('by its columns', {
    rows: `code,성별,콜레스테롤 (mmol/L)\n${lines(8, (i) => `${[0, 1, 9][i % 3]},${['남', '여', '?'][i % 3]},${3 + i / 3}`)}`,
  }),
  ofHospital('by its values', { rows: plain((i) => 180 + i) }),
  ofHospital('not clear', { rows: plain((i) => 3 + i / 4) }),
  ofHospital('by its name', { rows: plain((i) => 30 + i), site: 'West' }),
  ofHospital('common already', { rows: `stage,sex,cholesterol\n${lines(5, (i) => `${i},M,${200 + i}`)}` }),
];
