import { rng } from '../../study/random';
import type { StepPlan, Task } from '../../study/schema';
import type { Predictor } from '../predictor';
import { COLUMNS, delimited, madeRows, names, plans } from './columns';
import { finishedModel, type NewFiles, type Wanted } from './finished';
import { PIPELINES, SINGLE_STEPS } from './pipelines';
import { JOINED, NAMELESS, NEEDING, OF_HOSPITALS } from './special-tables';

/** A model and files of new rows for it. */
export interface TableCase {
  name: string;
  predictor: Predictor;
  files: NewFiles;
  /** Header and cells of the rows, where their file is a plain one. */
  cells?: string[][];
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const training = delimited([names, ...madeRows(rng('interop training'), 160, { missing: 0.1, trouble: 0 })]);
const fresh = [names, ...madeRows(rng('interop rows'), 80, { missing: 0.12, trouble: 0.3 })];
/** Every cell that gives trouble at least once. */
const troubles = Array.from({ length: Math.max(...COLUMNS.map(({ trouble }) => trouble.length)) }, (_, i) =>
  COLUMNS.map(({ trouble }) => trouble[i % trouble.length]),
);
const rows = [...fresh, ...troubles];

/** Of two bytes a character, in either order. */
const utf16 = (text: string, little: boolean): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
};

/** In a character set that a browser only reads; what it lacks becomes a question mark. */
function encoded(text: string, encoding: 'euc-kr' | 'windows-1252'): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, number[]>();
  for (let high = 0xa1; high <= 0xfe; high++) {
    if (encoding === 'windows-1252') bytes.set(decoder.decode(Uint8Array.of(high)), [high]);
    else
      for (let low = 0xa1; low <= 0xfe; low++)
        bytes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Uint8Array.from(
    [...text].flatMap((char) => (char <= '\u007f' ? [char.charCodeAt(0)] : (bytes.get(char) ?? [63]))),
  );
}

/** The same rows as other programs write them. */
const FORMATS: Record<string, Uint8Array<ArrayBuffer>> = {
  semicolons: utf8(delimited(rows, ';')),
  tabs: utf8(delimited(rows, '\t', '\r\n')),
  bars: utf8(delimited(rows, '|', '\r')),
  'byte-order mark': utf8(`\ufeff${delimited(rows)}`),
  'blank lines': utf8(`\n${delimited(rows, ',', '\r\n\r\n')}  \n`),
  'utf-16 little': utf16(`\ufeff${delimited(rows)}`, true),
  'utf-16 big, no mark': utf16(delimited(rows, '\t').replace(/[^\s -ÿ]/g, 'x'), false),
  'euc-kr': encoded(delimited(rows), 'euc-kr'),
  'windows-1252': encoded(delimited(rows).replace(/[^\s -ÿ]/g, ''), 'windows-1252'),
  'one row': utf8(delimited(rows.slice(0, 2))),
  'numbers alone': utf8(delimited([names, ...rows.slice(1).map((row) => row.map(() => '7'))])),
  'nothing known': utf8(
    delimited([names, ...rows.slice(1, 4).map((row) => row.map((_, i) => (i % 2 ? '' : '?')))]),
  ),
  'columns in another order, and others': utf8(
    delimited(rows.map((row, i) => [i === 0 ? 'other' : `x${i}`, ...row.toReversed()])),
  ),
};

const made = (name: string, kind: Task['kind'], members: StepPlan[][], more?: Wanted['more']): Wanted => ({
  name,
  kind,
  members,
  plans,
  training,
  more,
});

const usual = PIPELINES['usual-outliers'];
const stair = { kind: 'isotonic' as const, from: [0.2, 0.3, 0.45, 0.6], to: [0.1, 0.1, 0.5, 0.8] };

/** Of trees: columns that no step makes numbers of stand before them as codes of levels, and gaps stay. */
const treesOf = (grow: NonNullable<Wanted['grow']>, kind: Task['kind']): Wanted => ({
  ...made(`trees-${grow}-${kind}`, kind, [usual, SINGLE_STEPS['icd-chapter']]),
  grow,
});

const neighboursOf = (kind: Task['kind'], neighbours: NonNullable<Wanted['neighbours']>): Wanted => ({
  ...made(`neighbours-${neighbours.metric}-${kind}`, kind, [usual]),
  neighbours,
});

/** Models of the table of every kind of column, with what was asked of each. */
const MODELS: Wanted[] = [
  ...Object.entries(SINGLE_STEPS).map(([name, steps]) => made(name, 'binary', [steps])),
  ...Object.entries(PIPELINES).flatMap(([name, steps]) =>
    (['binary', 'multiclass', 'regression'] as const).map((kind) =>
      made(`${name}-${kind}`, kind, [steps, usual]),
    ),
  ),
  made('calibrated-platt', 'binary', [usual], {
    calibration: { kind: 'platt', intercept: -0.7, slope: 1.6 },
  }),
  made('calibrated-isotonic', 'binary', [usual], { calibration: stair, threshold: null }),
  made('calibrated-temperature', 'binary', [usual], {
    calibration: { kind: 'temperature', temperature: 2.2 },
  }),
  made('calibrated-classes', 'multiclass', [usual], {
    calibration: { kind: 'temperature', temperature: 0.6 },
  }),
  made('target-encoding-classes', 'multiclass', [SINGLE_STEPS['target-encoding']]),
  made('target-encoding-number', 'regression', [SINGLE_STEPS['target-encoding']]),
  treesOf('boosting', 'binary'),
  treesOf('boosting', 'multiclass'),
  treesOf('forest', 'multiclass'),
  treesOf('extra', 'regression'),
  neighboursOf('binary', { k: 9, weights: 'distance', metric: 'euclidean' }),
  neighboursOf('multiclass', { k: 5, weights: 'uniform', metric: 'manhattan' }),
  neighboursOf('regression', { k: 200, weights: 'distance', metric: 'manhattan' }),
];

/** All cases: each step, pipelines, kinds of outcome, calibrations, ways of writing a file, hospitals, joins. */
export async function tableCases(): Promise<TableCase[]> {
  const cases: TableCase[] = [];
  for (const wanted of MODELS)
    cases.push({
      name: wanted.name,
      predictor: await finishedModel(wanted),
      files: { rows: utf8(delimited(rows)) },
      cells: rows,
    });
  const predictor = await finishedModel(made('formats', 'binary', [usual]));
  for (const [name, file] of Object.entries(FORMATS))
    cases.push({ name: `file: ${name}`, predictor, files: { rows: file } });
  for (const { more, files, ...special } of [NAMELESS, NEEDING, JOINED, ...OF_HOSPITALS])
    cases.push({
      name: special.name,
      predictor: await finishedModel({ ...special, kind: 'binary', more }),
      files: { ...files, rows: utf8(files.rows) },
    });
  return cases;
}

/** Two members each, of every kind of outcome. */
export async function usualModels(): Promise<[string, Predictor][]> {
  const models = MODELS.filter(({ name }) =>
    /^usual-(skewed-binary|neighbours-multiclass|hashed-regression)$/.test(name),
  );
  return Promise.all(
    models.map(async (wanted) => [wanted.name, await finishedModel(wanted)] as [string, Predictor]),
  );
}
