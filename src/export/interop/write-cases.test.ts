import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import type { NetSpec } from '../../models/family';
import { steps } from '../../prep';
import { BenchsideError } from '../../study/errors';
import { floatsToBytes } from '../floats';
import { predictorSchema } from '../predictor-schema';
import { type TableCase, tableCases } from './cases';
import { predictionsOf } from './finished';
import { readTexts } from './texts';

/** A folder that is named here gets the cases, for interop/check_tables.py to compare with. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

const base64 = (values: Float32Array): string => Buffer.from(floatsToBytes([values])).toString('base64');

async function expectedOf({ predictor, files }: TableCase) {
  try {
    const { p, x } = await predictionsOf(predictor, files);
    return { p: base64(p), x: x.map(base64) };
  } catch (error) {
    if (error instanceof BenchsideError) return { error: error.code };
    throw error;
  }
}

/** A case as the folder of an unzipped bundle, its nets as JSON, with the files of new rows and what is expected. */
function writeCase(folder: string, { name, predictor, files }: TableCase, expected: unknown): void {
  const sums: { path: string; sha256: string }[] = [];
  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
    sums.push({ path, sha256: createHash('sha256').update(content).digest('hex') });
  };
  const members = predictor.members.map(({ steps: fitted, names, spec, weights, weight }, i) => {
    const { layers, loss } = spec as NetSpec;
    const net = layers.map(({ units, activation }, l) => ({
      units,
      activation,
      kernel: base64(weights[l].kernel),
      bias: base64(weights[l].bias),
    }));
    put(`models/${i}/net.json`, JSON.stringify({ loss, layers: net }));
    return { steps: fitted, names, weight, model: `models/${i}` };
  });
  put('preprocess.json', JSON.stringify(v.parse(predictorSchema, { ...predictor, members })));
  put('rows.csv', files.rows);
  (files.further ?? []).forEach((text, i) => {
    put(`further-${i}.csv`, text);
  });
  put(
    'expected.json',
    JSON.stringify({
      name,
      site: files.site ?? null,
      further: files.further?.length ?? 0,
      ...(expected as object),
    }),
  );
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ format: 'benchside-bundle', version: 2, app: 'test', files: sums }),
  );
}

it('every step and every kind of outcome is compared with Python; what the app refuses is known', async () => {
  const cases = await tableCases();
  const used = new Set(
    cases.flatMap(({ predictor }) =>
      predictor.members.flatMap((member) => member.steps.map(({ step }) => step)),
    ),
  );
  expect([...used].sort()).toEqual(steps.map(({ name }) => name).sort());
  expect(new Set(cases.map(({ predictor }) => predictor.task.kind))).toEqual(
    new Set(['binary', 'multiclass', 'regression']),
  );
  const refused: Record<string, string> = {};
  for (const [i, each] of cases.entries()) {
    const expected = await expectedOf(each);
    if ('error' in expected) refused[each.name] = expected.error;
    if (OUT) writeCase(join(OUT, `case-${String(i).padStart(3, '0')}`), each, expected);
  }
  expect(refused).toEqual({ 'hospital: not clear': 'use.hospitalUnclear' });
  if (OUT) writeFileSync(join(OUT, 'texts.json'), JSON.stringify(readTexts()));
});
