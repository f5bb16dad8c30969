import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { readTexts } from '../data/read';
import { rng } from '../study/random';
import { outputFile } from './output-file';
import type { RemarkedPredictions } from './predict-new';
import type { Remarks } from './remarks';

const ctx = {
  rng: rng('output'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const words = {
  unknown: '{{names}}',
  outside: '{{names}}',
  needed: '{{names}}',
  missing: '{{count}}',
  leftOut: 'left out',
};
const remarks: Remarks = { inputs: 1, unknown: [], outside: [], needed: [], missing: new Uint16Array(2) };
const predictions: RemarkedPredictions = {
  kind: 'binary',
  classes: ['no', 'yes'],
  n: 2,
  p: Float32Array.of(0.25, 0.75),
  threshold: 0.5,
  remarks,
};
const made = async (text: string, columns: string[] | null, extension = 'csv') => {
  const file = await outputFile(
    () => readTexts(new Blob([text]), extension, ctx),
    columns,
    predictions,
    words,
  );
  return Papa.parse<string[]>((await file.text()).trim()).data;
};

it('cells come back as they stand in the file: numbers, codes, gaps and tokens are not rewritten', async () => {
  const text = 'id;x;note\n007;1,50;"a;b"\n008;NA;\n';
  expect(await made(text, null)).toEqual([
    ['row', 'id', 'x', 'note', 'predicted', 'probability_yes', 'threshold', 'notes'],
    ['1', '007', '1,50', 'a;b', 'no', '0.25', '0.5', ''],
    ['2', '008', 'NA', '', 'yes', '0.75', '0.5', ''],
  ]);
  expect((await made(text, ['id']))[2].slice(0, 3)).toEqual(['2', '008', 'yes']);
  const arff = '@relation r\n@attribute id string\n@attribute x numeric\n@data\n007,1.50\n?,2\n';
  expect((await made(arff, null, 'arff')).slice(1).map((row) => row.slice(1, 3))).toEqual([
    ['007', '1.50'],
    ['?', '2'],
  ]);
});

it('a file that has other rows by now is refused', async () => {
  await expect(made('id,x\n1,2\n', null)).rejects.toMatchObject({ code: 'use.fileChanged' });
});
