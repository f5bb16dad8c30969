// Tables that the studies of these checks are made of: seeded, of every kind of column, none of them of a person.

/** Numbers from 0 to 1, the same on every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const HEADER = [
  'age',
  'sex',
  'bp',
  'crp',
  'stage',
  'ward',
  'drugs',
  'icd',
  'admitted',
  'born',
  'note',
  'outcome',
];
const DRUGS = ['aspirin', 'statin', 'insulin', 'warfarin'];
const CODES = ['I21.0', 'I50.9', 'E11.9', 'J18.9', 'N18.3'];
const WORDS = ['fever', 'cough', 'chest pain', 'oedema', '흉통', 'dyspnoea'];

export type Kind = 'binary' | 'multiclass' | 'regression';

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: string[][]): string =>
  `${[HEADER, ...rows].map((row) => row.map(quoted).join(',')).join('\n')}\n`;
const day = (n: number): string => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10);

function rowsOf(seed: number, n: number, kind: Kind): string[][] {
  const random = randomOf(seed);
  const pick = (list: string[]) => list[Math.floor(random() * list.length)];
  const some = (list: string[], share: number) => list.filter(() => random() < share);
  const gap = (cell: string) => (random() < 0.1 ? '' : cell);
  return Array.from({ length: n }, () => {
    const age = 30 + Math.floor(random() * 60);
    const crp = Math.exp(3 * random() - 1);
    const stage = 1 + Math.floor(random() * 4);
    const risk = (age - 60) / 15 + crp / 6 + stage / 3 + 2 * (random() - 0.5) - 1.2;
    const outcome = {
      binary: risk > 0 ? 'yes' : 'no',
      multiclass: risk > 0.7 ? 'ICU' : risk > -0.6 ? 'ward' : 'home',
      regression: (12 + 4 * risk).toFixed(1),
    }[kind];
    return [
      gap(String(age)),
      gap(pick(['F', 'M'])),
      gap(`${110 + Math.floor(random() * 60)}/${60 + Math.floor(random() * 40)}`),
      gap(crp < 0.5 ? '<0.5' : crp.toFixed(2)),
      gap(String(stage)),
      gap(pick(['내과', 'surgery', 'ICU, west', 'neurology'])),
      gap(some(DRUGS, 0.4).join(';')),
      gap(pick(CODES)),
      day(Math.floor(random() * 700)),
      gap(day(-365 * age)),
      gap(some(WORDS, 0.4).join(' and ')),
      outcome,
    ];
  });
}

/** The training table of a kind of outcome, as CSV. */
export const trainingTable = (kind: Kind): string => csv(rowsOf(7, 320, kind));

/** Rows to come with all that real files bring: gaps, tokens, unknown levels, other spellings, extreme values. */
export function troubledRows(kind: Kind): string {
  const rows = rowsOf(11, 60, kind);
  const put = (row: number, name: string, cell: string) => {
    rows[row][HEADER.indexOf(name)] = cell;
  };
  put(0, 'age', '1000000');
  put(1, 'age', '-40');
  put(2, 'age', 'NA');
  put(3, 'age', '61.5');
  put(4, 'sex', 'X');
  put(5, 'sex', ' F ');
  put(6, 'bp', '300/200');
  put(7, 'bp', '120 / 80');
  put(8, 'bp', '-/80');
  put(9, 'crp', '<0.01');
  put(10, 'crp', '99999.5');
  put(11, 'crp', '0');
  put(12, 'stage', '9');
  put(13, 'stage', '2.0');
  put(14, 'ward', '소아과');
  put(15, 'drugs', 'aspirin; aspirin;unknown drug');
  put(16, 'drugs', ';');
  put(17, 'icd', 'Z99.2');
  put(18, 'icd', 'no code');
  put(19, 'admitted', '2031-12-24');
  put(20, 'born', '1899-01-01');
  put(21, 'note', 'Fever, "chest pain" and\n흉통');
  for (const name of HEADER.slice(0, -1)) put(22, name, name === 'admitted' ? day(3) : '');
  for (const name of HEADER.slice(0, -1)) put(23, name, name === 'admitted' ? day(3) : '?');
  return csv(rows);
}
