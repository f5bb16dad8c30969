import type { Rng } from '../../study/random';
import type { ColumnPlan } from '../../study/schema';

/** A column of the made-up table: its plan, a cell of a row of training, and what comes in rows to come. */
interface Made {
  plan: Omit<ColumnPlan, 'role' | 'stored'>;
  cell: (random: Rng) => string;
  /** Cells that give trouble: unknown levels, other units, no value at all. */
  trouble: string[];
}

const any = <T>(random: Rng, list: readonly T[]): T => list[random.int(list.length)];
const two = (value: number): string => String(value).padStart(2, '0');
const whole = (random: Rng, from: number, to: number): number => from + random.int(to - from);
const code = (random: Rng): string =>
  random.next() < 0.3
    ? `${whole(random, 100, 900)}.${random.int(10)}`
    : `${any(random, ['I', 'E', 'C', 'J', 'V'])}${whole(random, 10, 90)}.${random.int(10)}`;

const WORDS =
  'chest pain,fever,no fever,short of breath,Dr. Miller called,흉통,호흡곤란 있음,김철수님 내원,T 38.5,hba1c 7.1,www.x.org seen,ＦＥＶＥＲ,Übelkeit'.split(
    ',',
  );

/** One of every kind of column that a model can read, with every way of reading its cells. */
export const COLUMNS: readonly Made[] = [
  {
    plan: { name: 'age', type: 'integer' },
    cell: (random) => String(whole(random, 20, 95)),
    trouble: ['007', '1e9', '-0', '0x1F', '45.0', ' 61 ', 'sixty', '٣', '1234567890123456789', '+7'],
  },
  {
    plan: { name: 'creatinine, mg/dL', type: 'continuous', unit: 'mg/dL' },
    cell: (random) => {
      const value = (0.4 + random.next() * 3).toFixed(2);
      return any(random, [value, value, `${value} mg/dL`, `<${value}`, `${value} H`]);
    },
    trouble: [
      '88 µmol/L',
      '>= 12.5',
      '<0.01',
      '1,234',
      '1 234,5',
      '2.1*',
      '5 Main',
      '1.2 MG / DL',
      '1e400',
      '＜0.5',
    ],
  },
  {
    plan: { name: 'crp', type: 'continuous', decimal: 'comma', unit: 'mg/L' },
    cell: (random) => `${whole(random, 0, 200)},${random.int(10)}${any(random, ['', '', ' mg/l'])}`,
    trouble: ['1.234', '1.234,5', '12.5', '< 0,3 mg/L', ',5', '1,2,3', '3,5 mg/dL'],
  },
  {
    plan: { name: 'pulse', type: 'continuous', missing: ['-9', 'not done', 'NA'] },
    cell: (random) =>
      any(random, ['-9', 'not done', ...Array<string>(9).fill(String(whole(random, 40, 140)))]),
    trouble: ['-9.0', 'Not Done', '?', '999999', '72 bpm', '0', '-1'],
  },
  {
    plan: { name: 'weight', type: 'continuous' },
    cell: (random) => (40 + random.next() * 80).toPrecision(12),
    trouble: ['1e-320', '-71.2', '70.10', '.5', '5.'],
  },
  {
    plan: { name: 'blood pressure', type: 'pair' },
    cell: (random) => `${whole(random, 90, 190)}/${whole(random, 50, 110)}${any(random, ['', ' mmHg'])}`,
    trouble: ['120/-', '-/80', '120 / 80', '120/80/60', '<120/80', '120', '130/80 kPa', '1,200/80'],
  },
  {
    plan: { name: 'birth', type: 'date' },
    cell: (random) =>
      `${whole(random, 1930, 2000)}-${two(whole(random, 1, 13))}-${two(whole(random, 1, 29))}`,
    trouble: [
      '2000-02-30',
      '9999-12-31',
      '1969-12-31T23:59:59Z',
      '1950.3.4',
      '19500304',
      'April 3, 1950',
      '1600-01-01',
    ],
  },
  {
    plan: { name: 'admission', type: 'date', dateOrder: 'dayFirst' },
    cell: (random) => {
      const [day, month, year] = [whole(random, 1, 29), whole(random, 1, 13), whole(random, 2018, 2024)];
      return any(random, [
        `${two(day)}.${two(month)}.${year}`,
        `${year}년 ${month}월 ${day}일`,
        `${day}/${month}/${year} 13:45`,
      ]);
    },
    trouble: [
      '3-Apr-2021',
      '03/04/21',
      '31/12/2021 11:59:30 PM',
      '2021-04-03T24:00',
      '2021년 4월 3일 오후 1시 5분',
      'soon',
    ],
  },
  {
    plan: { name: 'seen', type: 'date', dateOrder: 'yearFirst' },
    cell: (random) =>
      `${two(whole(random, 18, 24))}.${two(whole(random, 1, 13))}.${two(whole(random, 1, 29))}`,
    trouble: ['21.13.01', '2021.3.15', '68.1.2', '69.1.2', '21.02.29'],
  },
  {
    plan: { name: 'severity', type: 'ordinal', order: ['경증', '중등증', '중증', '위중'] },
    cell: (random) => any(random, ['경증', '중등증', '중증']),
    trouble: ['위중', ' 경증 ', '심함', '1'],
  },
  {
    plan: { name: 'asa', type: 'ordinal', order: ['1', '2', '3', '4'] },
    cell: (random) => String(whole(random, 1, 5)),
    trouble: ['2.0', '5', '02', 'III'],
  },
  {
    plan: { name: 'sex', type: 'binary', same: { female: 'F', f: 'F', male: 'M' } },
    cell: (random) => any(random, ['F', 'M', 'female', 'f', 'male']),
    trouble: ['m', 'F ', 'X', 'toString', '__proto__'],
  },
  {
    plan: { name: 'ward', type: 'nominal' },
    cell: (random) => `ward "${random.int(12) * random.int(3)}", floor\n${random.int(2)}`,
    trouble: ['ward', '내과', 'ward "0"', '=1+1', '@home', 'é'],
  },
  {
    plan: { name: 'group', type: 'nominal' },
    cell: (random) => any(random, ['1', '2', '3', '10']),
    trouble: ['1.0', '1e0', '0x2', '4', ' 3', 'NA', '2,0'],
  },
  {
    plan: { name: 'strip', type: 'nominal', missing: ['?', 'NA'] },
    cell: (random) => any(random, ['-', '+', '++', '+++', '?']),
    trouble: ['--', 'N/A', '±', '.'],
  },
  {
    plan: { name: 'diagnosis', type: 'nominal' },
    cell: code,
    trouble: ['i10', 'E11.9†', '7', 'C7A.0', 'V15', 'E8788', 'none yet', '250.', 'Z3A.12', '999.99'],
  },
  {
    plan: { name: 'codes', type: 'multi', separator: ';' },
    cell: (random) => Array.from({ length: random.int(4) }, () => code(random)).join('; '),
    trouble: [';', 'I10;I10; i10 ;', 'I11.1;I12.2', 'unknown'],
  },
  {
    plan: { name: 'history', type: 'multi', separator: '|' },
    cell: (random) => ['HTN', 'DM', '암', '1'].filter(() => random.next() < 0.4).join('|'),
    trouble: ['1.0|1', 'HTN|HTN|new', '| |', 'htn'],
  },
  {
    plan: { name: 'note "free"', type: 'text' },
    cell: (random) =>
      [any(random, WORDS), any(random, WORDS), any(random, WORDS)].join(any(random, [', ', '\r\n', ' '])),
    trouble: ['mail to a.b@c.de about FEVER', '폐 a 12 123abc ½ ²', 'ﬁrst İstanbul ΣΑΣ', 'mrs. X y', '....'],
  },
];

export const plans: ColumnPlan[] = [
  ...COLUMNS.map(({ plan }): ColumnPlan => ({ ...plan, role: 'feature', stored: true })),
  { name: 'outcome', type: 'nominal', role: 'target', stored: true },
];

const MISSING = ['', '', '', '?', 'NA', 'n/a', '결측', ' ', '#NULL!'];

/** Rows of training, or of new patients, where a third of the cells gives trouble. */
export function madeRows(random: Rng, n: number, share: { missing: number; trouble: number }): string[][] {
  return Array.from({ length: n }, () =>
    COLUMNS.map(({ cell, trouble }) => {
      const kind = random.next();
      if (kind < share.missing) return any(random, MISSING);
      return kind < share.missing + share.trouble ? any(random, trouble) : cell(random);
    }),
  );
}

/** Rows as delimited text, quotes only where they are needed. */
export function delimited(rows: readonly (readonly string[])[], delimiter = ',', end = '\n'): string {
  const quoted = (cell: string) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((row) => row.map(quoted).join(delimiter) + end).join('');
}

export const names: string[] = COLUMNS.map(({ plan }) => plan.name);
