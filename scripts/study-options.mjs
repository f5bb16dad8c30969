// The command line of `npm run study`, apart from the browser so that it can be tested alone.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Bad input: one line for the person, exit 2. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run --silent study -- --data FILE|FOLDER|ZIP [--data FILE ...] [--join FILE] [--target COLUMN] [--group COLUMN] [--site COLUMN] [--time COLUMN]
    [--names a,b,c] [--label-pattern REGEX] [--group-pattern REGEX] [--axis 0|1|2] [--study study.json] [--strategy auto|random|grid|tpe|gaussian|genetic|gradient|architecture] [--pruner median|percentile|halving|hyperband|patience|none] [--trials 30] [--minutes 5] [--families elastic-net,mlp]
    [--test-rows FILE] [--split holdout|sites|time|column|nested] [--split-column COLUMN] [--split-values a,b] [--folds 5] [--repeats 3] [--backend auto|webgpu|webgl|wasm|cpu] [--seed 1] [--out DIR] [--rows-may-leave]

--rows-may-leave  write bundle.zip even where the model is rows of patients (nearest-neighbours), or a step holds such rows
                  (impute-knn) or the picture of one (register to the nearest); without it no bundle is written then, and a warning says so`;

const BACKENDS = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];
const TEXT = [
  'data',
  'join',
  'target',
  'group',
  'group-pattern',
  'label-pattern',
  'axis',
  'site',
  'time',
  'names',
  'study',
  'strategy',
  'pruner',
  'trials',
  'minutes',
  'families',
  'test-rows',
  'split',
  'split-column',
  'split-values',
  'folds',
  'repeats',
  'backend',
  'seed',
  'out',
];
/** What a study document says itself. */
const IN_STUDY = ['target', 'group', 'group-pattern', 'label-pattern', 'site', 'time', 'names', 'families'];

function number(name, text, { integer, low }) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    (integer && !Number.isSafeInteger(value)) ||
    value < low
  )
    throw new UsageError(
      `--${name}: wanted ${integer ? 'a whole number' : 'a number'}${low > Number.NEGATIVE_INFINITY ? ` from ${low}` : ''}, got ${JSON.stringify(text)}`,
    );
  return value;
}

export function existing(name, base, path) {
  const file = resolve(base, path);
  if (!existsSync(file))
    throw new UsageError(`--${name}: wanted a file, got ${JSON.stringify(path)}, which does not exist`);
  if (!statSync(file).isFile())
    throw new UsageError(`--${name}: wanted a file, got ${JSON.stringify(path)}, which is none`);
  return file;
}

/** Endings of tables in a folder that is given for one. */
const TABLES = ['.csv', '.tsv', '.txt', '.xlsx', '.data', '.arff', '.zip'];

/** Endings of pictures; one of them below a folder makes it one of pictures, whatever tables lie beside it. */
const PICTURES = /\.(png|jpe?g|jfif|tiff?|bmp|webp|dcm|dicom|ima|nii|nii\.gz)$/i;

/** Every file below a folder, with its path from there; sorted, so that the same folder is the same study. */
function filesBelow(folder, inside = '') {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = inside ? `${inside}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return filesBelow(folder, path);
      return entry.isFile() ? [path] : [];
    });
}

/**
 * One table, or several hospitals': `--data` again and again, a list with commas, or a folder of tables. A folder
 * with a picture in it, or with no table right in it, is one of pictures: `paths` says where each file lies in it. Of
 * other files the page finds out what they are.
 */
export function given(base, words) {
  const paths = [];
  const listed = words.flatMap((word) => {
    const path = resolve(base, word);
    if (existsSync(path) && statSync(path).isDirectory()) {
      const below = filesBelow(path);
      const tables = below.some((name) => PICTURES.test(name))
        ? []
        : below.filter((name) => !name.includes('/') && TABLES.includes(extname(name).toLowerCase()));
      const found = tables.length > 0 ? tables : below;
      if (found.length === 0)
        throw new UsageError(
          `--data: wanted a folder of tables or pictures, got ${JSON.stringify(word)}, which is empty`,
        );
      if (tables.length === 0) paths.push(...found.map((name) => `${basename(path)}/${name}`));
      return found.map((name) => join(path, name));
    }
    // A comma may stand in a file's name.
    return existsSync(path) ? [path] : word.split(',').map((part) => existing('data', base, part.trim()));
  });
  if (paths.length > 0 && paths.length !== listed.length)
    throw new UsageError('--data: wanted one folder of pictures alone, got other files beside it');
  const twice = listed.find((file, i) => listed.indexOf(file) < i);
  if (twice !== undefined)
    throw new UsageError(`--data: wanted each file once, got ${JSON.stringify(twice)} again`);
  return { listed, paths: paths.length > 0 ? paths : listed.map((file) => basename(file)) };
}

/** Row numbers, 0-based, one a line; blank lines do not count. */
export function parseTestRows(text) {
  const seen = new Set();
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    const cell = line.trim();
    if (cell === '') continue;
    if (!/^\d{1,9}$/.test(cell))
      throw new UsageError(
        `--test-rows: wanted a row number from 0, got ${JSON.stringify(cell)}, at line ${i + 1}`,
      );
    if (seen.has(Number(cell)))
      throw new UsageError(`--test-rows: wanted each row once, got ${cell} again, at line ${i + 1}`);
    seen.add(Number(cell));
  }
  if (seen.size === 0) throw new UsageError('--test-rows: wanted row numbers, one a line, got an empty file');
  return [...seen];
}

/** Ways to test, and which further words each of them takes. */
const SPLITS = {
  holdout: [],
  sites: [],
  time: ['split-column'],
  column: ['split-column', 'split-values'],
  nested: ['folds', 'repeats'],
};

function within(name, value, low, high) {
  if (value > high) throw new UsageError(`--${name}: wanted ${low} to ${high}, got ${value}`);
  return value;
}

/** How the model is tested, as a study document says it; undefined where nothing was said. */
function testOf(values) {
  const { split: way } = values;
  const given = ['split-column', 'split-values', 'folds', 'repeats'].filter(
    (name) => values[name] !== undefined,
  );
  if (way !== undefined && !Object.hasOwn(SPLITS, way))
    throw new UsageError(`--split: wanted ${Object.keys(SPLITS).join(', ')}, got ${JSON.stringify(way)}`);
  const stray = given.find((name) => way === undefined || !SPLITS[way].includes(name));
  if (stray) {
    const ways = Object.keys(SPLITS).filter((each) => SPLITS[each].includes(stray));
    throw new UsageError(`--${stray}: goes with --split ${ways.join(' or ')} only`);
  }
  if (way === undefined) return undefined;
  if (values['test-rows'] !== undefined)
    throw new UsageError(
      '--split: the test rows are given with --test-rows already, leave one of the two out',
    );
  const missing = SPLITS[way].find((name) => name.startsWith('split-') && !values[name]);
  if (missing) throw new UsageError(`--split ${way}: --${missing} is needed`);
  const column = values['split-column'];
  switch (way) {
    case 'holdout':
      return { kind: 'holdout', share: 0.2 };
    case 'sites':
      return { kind: 'sites' };
    case 'time':
      return { kind: 'time', column, share: 0.2 };
    case 'column':
      return {
        kind: 'column',
        column,
        values: values['split-values'].split(',').map((value) => value.trim()),
      };
    default: {
      const k = within('folds', number('folds', values.folds, { integer: true, low: 2 }) ?? 5, 2, 20);
      const repeats = within(
        'repeats',
        number('repeats', values.repeats, { integer: true, low: 1 }) ?? 1,
        1,
        20,
      );
      return { kind: 'kfold', k, repeats };
    }
  }
}

/** A regular expression of one group, as text; null where it was not given. */
function pattern(name, text) {
  if (text === undefined) return null;
  let groups = 0;
  try {
    groups = new RegExp(`${text}|`).exec('').length - 1;
  } catch {
    groups = -1;
  }
  if (groups !== 1)
    throw new UsageError(
      `--${name}: wanted a regular expression with one group, such as (P\\d+), got ${JSON.stringify(text)}`,
    );
  return text;
}

function axisOf(text) {
  if (text === undefined) return 2;
  if (!['0', '1', '2'].includes(text))
    throw new UsageError(`--axis: wanted 0, 1 or 2, got ${JSON.stringify(text)}`);
  return Number(text);
}

function parseJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError('--study: wanted a JSON document, got something else; export the study again');
  }
}

/**
 * @param args the words after `--`
 * @param base the folder where the command was typed
 * @returns absolute paths, and what the page is asked
 */
export function parseOptions(args, base) {
  let values;
  try {
    const options = Object.fromEntries(
      TEXT.map((name) => [name, { type: 'string', multiple: name === 'data' || name === 'join' }]),
    );
    values = parseArgs({
      args,
      options: { ...options, 'rows-may-leave': { type: 'boolean' } },
      allowPositionals: false,
    }).values;
  } catch (error) {
    throw new UsageError(error.message.split('\n')[0]);
  }
  if (values.data === undefined)
    throw new UsageError('--data FILE is needed: a CSV, TSV or Excel table, or a folder or zip of pictures');
  if (values.study !== undefined)
    for (const name of IN_STUDY)
      if (values[name] !== undefined)
        throw new UsageError(
          `--${name}: the document given with --study says it already, leave one of the two out`,
        );
  const backend = values.backend;
  if (backend !== undefined && !BACKENDS.includes(backend))
    throw new UsageError(`--backend: wanted ${BACKENDS.join(', ')}, got ${JSON.stringify(backend)}`);
  const families = values.families?.split(',').map((name) => name.trim());
  if (families?.some((name) => name === ''))
    throw new UsageError(`--families: wanted names parted by commas, got ${JSON.stringify(values.families)}`);

  const { listed: first, paths } = given(base, values.data);
  const joined = (values.join ?? []).map((path) => existing('join', base, path));
  if (joined.length > 0 && first.length > 1 && !first.some((file) => PICTURES.test(file)))
    throw new UsageError('--join: wanted one table with --data to join to, got several');
  const names = values.names?.split(',').map((name) => name.trim());
  if (names && first.length > 1)
    throw new UsageError('--names: wanted one table with --data, whose columns they name, got several');
  const data = [...first, ...joined];
  const proposal = {
    target: values.target,
    patient: values.group,
    site: values.site,
    time: values.time,
    names,
    strategy: values.strategy,
    pruner: values.pruner,
    trials: number('trials', values.trials, { integer: true, low: 1 }),
    minutes: number('minutes', values.minutes, { integer: false, low: 0 }),
    families,
    backend,
    seed: number('seed', values.seed, { integer: true, low: Number.NEGATIVE_INFINITY }),
    test: testOf(values),
    testRows:
      values['test-rows'] === undefined
        ? undefined
        : parseTestRows(readFileSync(existing('test-rows', base, values['test-rows']), 'utf8')),
  };
  const study = values.study === undefined ? undefined : parseJson(existing('study', base, values.study));
  const out = values.out === undefined ? null : resolve(base, values.out);
  if (out && existsSync(out) && !statSync(out).isDirectory())
    throw new UsageError(`--out: wanted a folder, got ${JSON.stringify(values.out)}, which is a file`);
  return {
    data,
    out,
    options: {
      extensions: data.map((file) => extname(file).slice(1).toLowerCase()),
      paths: [...paths, ...joined.map((file) => basename(file))],
      joined: joined.length,
      images: {
        labels: pattern('label-pattern', values['label-pattern']),
        patients: pattern('group-pattern', values['group-pattern']),
        axis: axisOf(values.axis),
      },
      proposal,
      study,
      files: out !== null,
      rowsMayLeave: values['rows-may-leave'] === true,
    },
  };
}
