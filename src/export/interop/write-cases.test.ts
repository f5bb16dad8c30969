import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { everyStep } from '../../prep';
import { BenchsideError } from '../../study/errors';
import { floatsToBytes } from '../floats';
import { netOnnx } from '../onnx/net';
import { predictorSchema } from '../predictor-schema';
import { backboneBundles } from './backbone-bundles';
import { anyForward, bundles } from './bundles';
import { type TableCase, tableCases } from './cases';
import { readFiles } from './files';
import { predictionsOf } from './finished';
import { sliceAnswers, sliceFiles } from './slices';
import { readTexts } from './texts';

/** A folder that is named here gets the cases, for interop/check_tables.py to compare with. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

const base64 = (values: Float32Array): string => Buffer.from(floatsToBytes([values])).toString('base64');

type Expected = { error: string } | { values: Float32Array; p: string; x: string[]; file: Uint8Array };

/** The notes as the English screen has them: predict.py says the same. */
const { notes } = JSON.parse(
  readFileSync(new URL('../../app/i18n/en/use.json', import.meta.url), 'utf8'),
) as { notes: Record<string, string> };
const words = {
  needed: notes.needed,
  unknown: notes.unknown,
  outside: notes.outside,
  missing: notes.missingInFile,
  leftOut: 'no prediction: not among the slices that the model looks at',
};

async function expectedOf({ predictor, files }: TableCase): Promise<Expected> {
  try {
    const { p, x, file } = await predictionsOf(predictor, files, words);
    return { values: p, p: base64(p), x: x.map(base64), file };
  } catch (error) {
    if (error instanceof BenchsideError) return { error: error.code };
    throw error;
  }
}

/** A case as the folder of an unzipped bundle, with the files of new rows and what is expected. */
function writeCase(folder: string, { name, predictor, files, cells }: TableCase, expected: Expected): void {
  const sums: { path: string; sha256: string }[] = [];
  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
    sums.push({ path, sha256: createHash('sha256').update(content).digest('hex') });
  };
  const members = predictor.members.map(({ spec, weights, ...member }, i) => {
    put(`models/${i}/model.onnx`, netOnnx(spec, weights));
    return { ...member, model: `models/${i}` };
  });
  put('preprocess.json', JSON.stringify(v.parse(predictorSchema, { ...predictor, members })));
  put('rows.csv', files.rows);
  if ('file' in expected) put('expected.csv', expected.file);
  if (cells && 'values' in expected) {
    const [columns, ...rows] = cells;
    const width = expected.values.length / rows.length;
    const lists = rows.map((_, i) => Array.from(expected.values.subarray(i * width, (i + 1) * width)));
    const tolerance = 1e-5 * Math.max(1, ...expected.values.map(Math.abs));
    put('test-vectors.json', JSON.stringify({ version: 1, tolerance, columns, rows, expected: lists }));
  }
  (files.further ?? []).forEach((text, i) => {
    put(`further-${i}.csv`, text);
  });
  put(
    'expected.json',
    JSON.stringify({
      name,
      site: files.site ?? null,
      further: files.further?.length ?? 0,
      ...expected,
      values: undefined,
      file: undefined,
    }),
  );
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ format: 'benchside-bundle', version: 2, app: 'test', files: sums }),
  );
}

const plain = (name: string): string => name.replace(/\W+/g, '-');

function writeBundles(out: string, written: [string, Uint8Array, ...unknown[]][]): void {
  mkdirSync(join(out, 'bundles'), { recursive: true });
  for (const [name, zip] of written) writeFileSync(join(out, 'bundles', `${plain(name)}.zip`), zip);
}

it('every step and every kind of outcome is compared with Python; what the app refuses is known', async () => {
  const cases = await tableCases();
  const used = new Set(
    cases.flatMap(({ predictor }) =>
      predictor.members.flatMap((member) => member.steps.map(({ step }) => step)),
    ),
  );
  expect([...used].sort()).toEqual(everyStep.map(({ name }) => name).sort());
  expect(new Set(cases.map(({ predictor }) => predictor.task.kind))).toEqual(
    new Set(['binary', 'multiclass', 'regression']),
  );
  const refused: Record<string, string> = {};
  for (const [i, each] of cases.entries()) {
    const expected = await expectedOf(each);
    if ('error' in expected) refused[each.name] = expected.error;
    if (OUT) writeCase(join(OUT, 'tables', `case-${String(i).padStart(3, '0')}`), each, expected);
  }
  expect(refused).toEqual({ 'hospital: not clear': 'use.hospitalUnclear' });
  if (OUT)
    writeFileSync(
      join(OUT, 'tables', 'texts.json'),
      JSON.stringify({ ...readTexts(), files: await readFiles() }),
    );
});

it('bundles of tables and of pictures carry their own test', async () => {
  const written = await bundles();
  expect(written.filter(([name]) => name.startsWith('pictures')).length).toBeGreaterThan(0);
  expect(written.filter(([name]) => name.startsWith('usual')).length).toBe(3);
  if (OUT) writeBundles(OUT, written);
  const told: object[] = [];
  for (const [name, , predictor] of written.filter((one) => one[0].includes('sections, '))) {
    const { rows, expected } = await sliceAnswers(predictor, anyForward, words);
    const left = expected.split('\n').filter((line) => line.endsWith(words.leftOut)).length;
    // By hand, of series of 7 and of 6 and a picture alone: `every` third, and the `range` from 2 to 4.
    const wanted = { all: 0, 'middle-third': 4 + 4, every: 4 + 4, range: 4 + 3 }[name.split(', ')[1]];
    expect(left, name).toBe(wanted);
    told.push({ bundle: `${plain(name)}.zip`, rows, expected });
  }
  expect(told.length).toBe(8);
  if (!OUT) return;
  for (const [name, bytes] of sliceFiles()) {
    mkdirSync(join(OUT, 'slices', 'files', name, '..'), { recursive: true });
    writeFileSync(join(OUT, 'slices', 'files', name), bytes);
  }
  writeFileSync(join(OUT, 'slices', 'cases.json'), JSON.stringify(told));
});

it.skipIf(!OUT)('so do those of features, which take half a minute to be computed plainly', async () => {
  writeBundles(OUT ?? '', await backboneBundles());
});
