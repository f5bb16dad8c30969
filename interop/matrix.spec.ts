import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import Papa from 'papaparse';
import { expect, test } from '../e2e/fixtures';
import { rail } from '../e2e/pages';
import { lesion } from '../e2e/pictures';
import { networkFamilies } from '../src/models/index';
import { openOrt, runOnnx } from './ort-web';
import { type InteropStudy, STUDIES } from './studies';
import { type Kind, trainingTable, troubledRows } from './tables';
import { python, runner, unzipped, write } from './workplace';

// The same bundle in everything that can read it: the application's page, its headless runner, predict.py, ONNX Runtime
// Web, Keras and the predictor page, on rows to come with gaps, unknown levels and extreme values.

const WORK = fileURLToPath(new URL('../test-results/interop-matrix/', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../docs/interoperability.md', import.meta.url));
const TOLERANCE = { table: 1e-5, pictures: 1e-4 };
/** Of each class so many pictures to learn from, and so many to come. */
const [PICTURES, TO_COME] = [16, 3];

/** Probabilities (of two classes the second's, of several each), or values, a list a row. */
function predictionsIn(text: string): number[][] {
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  const names = Object.keys(data[0]).filter((name) => name.startsWith('probability'));
  return data.map((row) => (names.length > 0 ? names : ['predicted']).map((name) => Number(row[name])));
}

/** Largest difference, of values beyond 1 relative to them; infinite where the rows do not match. */
function difference(a: number[][], b: number[][]): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  let most = 0;
  a.forEach((row, i) => {
    if (row.length !== b[i].length) most = Number.POSITIVE_INFINITY;
    row.forEach((value, k) => {
      const apart = Math.abs(value - b[i][k]) / Math.max(1, Math.abs(b[i][k]));
      most = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
    });
  });
  return most;
}

/** Columns as wide as their widest cell. */
function markdownTable(header: string[], rows: string[][]): string {
  const widths = header.map((name, c) => Math.max(3, name.length, ...rows.map((row) => row[c].length)));
  const line = (cells: string[]) => `| ${cells.map((cell, c) => cell.padEnd(widths[c])).join(' | ')} |\n`;
  return [header, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}

interface Proposal {
  columns: { name: string; type: string; role: string }[];
  steps: unknown[];
  search: Record<string, unknown>;
  training: Record<string, unknown>;
  evaluation: Record<string, unknown>;
}

/** Training data, rows to come, and what the application proposes for them; made once a kind of data. */
const prepared = new Map<InteropStudy['data'], { args: string[]; rows: string; study: Proposal }>();

function dataFor(kind: InteropStudy['data']) {
  const known = prepared.get(kind);
  if (known) return known;
  const folder = join(WORK, 'data', kind);
  const made = kind === 'pictures' ? pictures(folder) : tables(folder, kind);
  const answer = JSON.parse(
    runner(
      'study',
      folder,
      ...made.args,
      '--trials',
      '1',
      '--backend',
      'wasm',
      '--minutes',
      '1',
      ...made.quick,
    ),
  );
  const entry = { args: made.data, rows: made.rows, study: answer.study as Proposal };
  prepared.set(kind, entry);
  return entry;
}

function tables(folder: string, kind: Kind) {
  write(join(folder, 'train.csv'), trainingTable(kind));
  write(join(folder, 'rows.csv'), troubledRows(kind));
  const data = ['--data', join(folder, 'train.csv')];
  return {
    data,
    args: [...data, '--target', 'outcome'],
    quick: ['--families', 'logistic'],
    rows: join(folder, 'rows.csv'),
  };
}

function pictures(folder: string) {
  for (let i = 0; i < PICTURES; i++)
    for (const spot of [false, true])
      write(join(folder, 'train', spot ? 'lesion' : 'clear', `${i}.png`), lesion(2 * i + Number(spot), spot));
  for (let i = 0; i < TO_COME; i++)
    for (const spot of [false, true])
      write(join(folder, 'rows', `${spot ? 'a' : 'b'}${i}.png`), lesion(500 + 2 * i + Number(spot), spot));
  const data = ['--data', join(folder, 'train')];
  return { data, args: data, quick: ['--families', 'transfer'], rows: join(folder, 'rows') };
}

function studyOf(proposal: Proposal, study: InteropStudy): Proposal {
  const space = Object.fromEntries(
    Object.entries(study.params ?? {}).map(([key, value]) => [key, { kind: 'choice', values: [value] }]),
  );
  return {
    ...proposal,
    columns: proposal.columns.map((column) => ({ ...column, ...study.columns?.[column.name] })),
    ...(study.steps && {
      steps: study.steps.map(({ step, params = {} }, i) => ({ id: `${step}-${i}`, step, params })),
    }),
    search: {
      ...proposal.search,
      strategy: 'random',
      pruner: undefined,
      space: { [study.family]: space },
      budget: { trials: 1, minutes: 10 },
    },
    training: { ...proposal.training, maxEpochs: study.epochs },
    evaluation: { ...proposal.evaluation, recalibration: study.recalibration ?? 'none' },
    ...(study.final && { final: study.final }),
  };
}

/** A file, or those of a folder in the order of their names. */
const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];

async function onUsePage(page: Page, bundle: string, rows: string, many: boolean): Promise<number[][]> {
  await page.goto('/');
  await rail(page, 'Use').click();
  await page.locator('input[type=file]').first().setInputFiles(bundle);
  await expect(page.getByText('Members')).toBeVisible({ timeout: 60_000 });
  if (many) await page.getByText('A table of patients', { exact: true }).click();
  const drop = many
    ? page.getByLabel('Drop a table of patients')
    : page.locator('input[type=file][multiple]');
  await drop.last().setInputFiles(filesOf(rows));
  const download = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /Download/ })
    .first()
    .click({ timeout: 120_000 });
  return predictionsIn(readFileSync(await (await download).path(), 'utf8'));
}

async function onPredictorPage(page: Page, file: string, rows: string, many: boolean): Promise<number[][]> {
  await page.goto(pathToFileURL(file).href);
  if (many) await page.getByText('A table of patients', { exact: true }).click();
  await page.locator('input[type=file]').last().setInputFiles(filesOf(rows));
  const download = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /Download|Save/ })
    .first()
    .click({ timeout: 120_000 });
  return predictionsIn(readFileSync(await (await download).path(), 'utf8'));
}

interface Networks {
  runs: { folder: string; inputs: { name: string; shape: number[]; file: string }[]; output: number[] }[];
  /** Null of trees. */
  keras: number[][] | null;
}

/** Largest difference of any network's output from onnxruntime's. */
async function inOrtWeb(page: Page, bundle: string, folder: string, { runs }: Networks): Promise<number> {
  await openOrt(page);
  let most = 0;
  for (const { folder: network, inputs, output } of runs) {
    const model = readFileSync(join(bundle, network, 'model.onnx'));
    const given = inputs.map(({ name, shape, file }) => ({
      name,
      shape,
      data: readFileSync(join(folder, file)).toString('base64'),
    }));
    const y = await runOnnx(page, model, given, network === 'backbone' ? 'features' : 'y');
    most = Math.max(most, difference([y], [output]));
  }
  return most;
}

/** What was found, study by study. */
const found = new Map<string, { tolerance: number; apart: Record<string, number | null> }>();

const written = (apart: number | null): string =>
  apart === null ? '-' : apart === 0 ? '0' : apart.toExponential(1);

test.afterAll(() => {
  const where = Object.keys([...found.values()][0]?.apart ?? {});
  const rows = [...found].map(([name, { tolerance, apart }]) => [
    name,
    ...where.map((each) => written(apart[each])),
    tolerance.toExponential(0),
  ]);
  const matrix = markdownTable(['study', ...where, 'allowed'], rows);
  console.log(`\nLargest difference from the headless runner:\n\n${matrix}`);
  // The page of the documentation is made by a person's wish, not by every run.
  if (process.env.BENCHSIDE_INTEROP_WRITE && found.size === STUDIES.length) {
    const text = readFileSync(DOCUMENT, 'utf8');
    const [before, , after] = text.split(/<!-- matrix -->\n/);
    writeFileSync(DOCUMENT, `${before}<!-- matrix -->\n${matrix}<!-- matrix -->\n${after}`);
  }
});

for (const study of STUDIES)
  test(study.name, async ({ page, browser }) => {
    const { args, rows, study: proposal } = dataFor(study.data);
    const ofPictures = study.data === 'pictures';
    const folder = join(WORK, study.name.replaceAll(/\W+/g, '-'));
    const bundle = join(folder, 'bundle');
    write(join(folder, 'study.json'), JSON.stringify(studyOf(proposal, study)));
    const leave = study.rowsMayLeave ? ['--rows-may-leave'] : [];
    runner('study', folder, ...args, '--study', 'study.json', '--backend', 'wasm', '--out', 'out', ...leave);
    unzipped(join(folder, 'out/bundle.zip'), bundle);

    runner('predict', folder, '--model', 'out/bundle.zip', '--data', rows, '--out', 'headless');
    const expected = predictionsIn(readFileSync(join(folder, 'headless/predictions.csv'), 'utf8'));
    expect(expected.length).toBe(ofPictures ? 2 * TO_COME : 60);

    expect(python(bundle, 'predict.py', '--check')).toContain('ok');
    python(bundle, 'predict.py', rows, '--out', join(folder, 'python.csv'));
    python(folder, fileURLToPath(new URL('check_bundle.py', import.meta.url)), bundle, rows, 'networks');
    const networks: Networks = JSON.parse(readFileSync(join(folder, 'networks/networks.json'), 'utf8'));

    // Trees and neighbours have no form in Keras.
    expect(networks.keras === null).toBe(!networkFamilies.some(({ name }) => name === study.family));

    const zip = join(folder, 'out/bundle.zip');
    const alone = await browser.newContext({ acceptDownloads: true });
    const away = await alone.newPage();
    const apart = {
      app: difference(await onUsePage(page, zip, rows, !ofPictures), expected),
      'predict.py': difference(predictionsIn(readFileSync(join(folder, 'python.csv'), 'utf8')), expected),
      Keras: networks.keras && difference(networks.keras, expected),
      'ONNX Runtime Web': await inOrtWeb(away, bundle, join(folder, 'networks'), networks),
      'predictor page': difference(
        await onPredictorPage(away, join(folder, 'out/predictor.html'), rows, !ofPictures),
        expected,
      ),
    };
    await alone.close();
    const tolerance = ofPictures ? TOLERANCE.pictures : TOLERANCE.table;
    found.set(study.name, { tolerance, apart });
    for (const [where, most] of Object.entries(apart))
      expect(most ?? 0, `${where} and the headless runner`).toBeLessThanOrEqual(tolerance);
  });
