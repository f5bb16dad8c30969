import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../e2e/fixtures';
import { lesion } from '../e2e/pictures';
import { python, runner, unzipped, write } from './workplace';

// train_keras.py on the bundles of whole studies: `--check` scores the bundle's own networks on the rows as Python reads
// them, which are the application's scores where these are the study's rows; then the networks are trained anew.

const WORK = fileURLToPath(new URL('../test-results/interop-training/', import.meta.url));
const PICTURES = 40;

interface Case {
  /** Writes the study's files into a folder; what the runner is told of them, and train_keras.py. */
  files(folder: string): { study: string[]; training: string[] };
  family: string;
  /** Five where nothing is said. */
  folds?: number;
  params?: Record<string, unknown>;
  /** Steps on pictures that stay in the pipeline. */
  keep?: string[];
  final?: 'refit';
  epochs: number;
  /** How far a score may be from the application's, whose random numbers are others. */
  near: number;
}

/** Of a patient the age, a marker, a word, and whether the outcome was seen: both numbers tell of it. */
const patient = (i: number) => {
  const [age, marker] = [40 + ((i * 37) % 45), ((i * 53) % 97) / 10];
  const ill = age / 15 + marker / 2 + ((i * 29) % 7) / 7 > 6.7;
  return { age, marker, sex: i % 3 === 0, ill };
};
const lines = (rows: (string | number)[][]) => `${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Three hospitals: a second one in other words, units and codes, a third with other gaps. */
function hospitals(folder: string) {
  const rows = (from: number, to: number, row: (i: number) => (string | number)[]) =>
    Array.from({ length: to - from }, (_, i) => row(from + i));
  write(
    join(folder, 'north.csv'),
    lines([
      ['id', 'age', 'cholesterol', 'sex', 'death'],
      ...rows(0, 90, (i) => {
        const { age, marker, sex, ill } = patient(i);
        return [
          `N${i}`,
          i % 11 ? age : 'NA',
          (150 + 15 * marker).toFixed(1),
          sex ? 'F' : 'M',
          ill ? 'yes' : 'no',
        ];
      }),
    ]),
  );
  write(
    join(folder, 'south.csv'),
    lines([
      ['death', 'id', 'age', '콜레스테롤', '성별'],
      ...rows(90, 160, (i) => {
        const { age, marker, sex, ill } = patient(i);
        return [Number(ill), `S${i}`, age, ((150 + 15 * marker) / 38.67).toFixed(2), sex ? '여' : '남'];
      }),
    ]),
  );
  write(
    join(folder, 'west.csv'),
    lines([
      ['id', 'sex', 'age', 'cholesterol', 'death'],
      ...rows(160, 220, (i) => {
        const { age, marker, sex, ill } = patient(i);
        return [
          `W${i}`,
          sex ? 'female' : 'male',
          i % 7 ? age : '',
          (150 + 15 * marker).toFixed(1),
          ill ? 'yes' : 'no',
        ];
      }),
    ]),
  );
  const of = (name: string) => join(folder, `${name}.csv`);
  return {
    study: [...['north', 'south', 'west'].flatMap((name) => ['--data', of(name)]), '--target', 'death'],
    // In another order, and one of them by its name.
    training: [of('west'), of('north'), '--hospital', `south=${of('south')}`],
  };
}

/** A table names the pictures, not in their order and without their ending, and holds labels and columns beside them. */
function picturesAndTable(folder: string) {
  const rows = Array.from({ length: PICTURES }, (_, i) => {
    const spot = (i * 7) % 5 < 2;
    write(join(folder, `set/${i % 2 ? 'left' : 'right'}/${String(i).padStart(3, '0')}.png`), lesion(i, spot));
    return [
      i,
      i % 9 ? 50 + ((i * 13) % 20) + (spot ? 8 : 0) : '',
      i % 4 ? 'F' : 'M',
      spot ? 'malign' : 'benign',
    ];
  });
  write(join(folder, 'table.csv'), lines([['image', 'age', 'sex', 'diagnosis'], ...rows.reverse()]));
  const table = join(folder, 'table.csv');
  const set = join(folder, 'set');
  return {
    study: ['--data', set, '--join', table, '--target', 'diagnosis'],
    training: [set, '--table', table],
  };
}

const tuned = { hidden: 16, dropout: 0, fineTune: 1, fineTuneEpochs: 2, fineTuneRate: 0.001, batchSize: 16 };
const CASES: Record<string, Case> = {
  // Fewer than 300 development rows: five folds, three times.
  hospitals: { files: hospitals, family: 'mlp', folds: 15, epochs: 30, near: 0.1 },
  'pictures and columns in two inputs': {
    files: picturesAndTable,
    family: 'cnn',
    params: { width: 8, depth: 2 },
    keep: ['resize', 'scale01'],
    epochs: 4,
    near: 0.5,
  },
  'features and columns in one': {
    files: picturesAndTable,
    family: 'transfer',
    keep: [],
    epochs: 15,
    near: 0.2,
  },
  'a head, then blocks of its backbone': {
    files: picturesAndTable,
    family: 'transfer',
    params: tuned,
    keep: [],
    epochs: 6,
    near: 0.2,
  },
  'a head, then blocks of its backbone, on all rows': {
    files: picturesAndTable,
    family: 'transfer',
    params: tuned,
    keep: [],
    final: 'refit',
    epochs: 6,
    near: 0.3,
  },
};

interface Proposal {
  steps: { step: string }[];
  search: Record<string, unknown>;
  training: Record<string, unknown>;
}

const ON_TABLES = ['impute', 'one-hot', 'standardize'];

function studyOf(proposal: Proposal, { family, params = {}, keep, epochs, final }: Case): Proposal {
  const space = Object.entries(params).map(([key, value]) => [key, { kind: 'choice', values: [value] }]);
  const { search, training, steps } = proposal;
  return {
    ...proposal,
    steps: keep ? steps.filter(({ step }) => [...keep, ...ON_TABLES].includes(step)) : steps,
    search: {
      ...search,
      start: undefined,
      pruner: undefined,
      strategy: 'random',
      space: { [family]: Object.fromEntries(space) },
      budget: { trials: 1, minutes: 10 },
    },
    training: { ...training, maxEpochs: epochs },
    ...(final && { final }),
  };
}

/** The two numbers of each line of scores: what Keras came to, and what the application did. */
const scoresIn = (text: string): [number, number][] =>
  [...text.matchAll(/^ +\d+ +\d+ +([\d.]+) +([\d.]+)$|^Test rows: ([\d.]+); in the app ([\d.]+)\.$/gm)].map(
    ([, keras = '', app = '', tested = '', inApp = '']) => [Number(keras || tested), Number(app || inApp)],
  );

// Ten networks are trained in each, thirty of the hospitals; convolutions take minutes where other work shares the cores.
test.setTimeout(900_000);

for (const [name, each] of Object.entries(CASES))
  test(name, () => {
    const folder = join(WORK, name.replaceAll(/\W+/g, '-'));
    const { study, training } = each.files(join(folder, 'data'));
    const quick = ['--trials', '1', '--minutes', '1', '--backend', 'wasm'];
    const first = each.family === 'mlp' ? 'logistic' : 'cnn';
    const proposal = JSON.parse(runner('study', folder, ...study, ...quick, '--families', first)).study;
    write(join(folder, 'study.json'), JSON.stringify(studyOf(proposal, each)));
    // What a document says itself is not said again.
    const data = study.filter((word, i) => word !== '--target' && study[i - 1] !== '--target');
    runner('study', folder, ...data, '--study', 'study.json', '--backend', 'wasm', '--out', 'out');
    const bundle = join(folder, 'bundle');
    unzipped(join(folder, 'out/bundle.zip'), bundle);

    const checked = python(bundle, 'train_keras.py', ...training, '--check');
    expect(checked).toMatch(/^ok: /m);
    const trained = python(bundle, 'train_keras.py', ...training);
    const scores = scoresIn(trained);
    expect(scores.length).toBe(each.final ? 1 : (each.folds ?? 5) + 1);
    const mean = (of: number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
    const apart = mean(scores.map(([keras]) => keras)) - mean(scores.map(([, app]) => app));
    expect(Math.abs(apart), trained).toBeLessThanOrEqual(each.near);
    if (each.params === tuned) expect(trained).toMatch(/^The head: /m);
  });
