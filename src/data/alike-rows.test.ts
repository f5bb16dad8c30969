import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rng } from '../study/random';
import { alikeRows } from './alike-rows';
import type { Column, Dataset } from './dataset';

const num = (v: number[]): Column => ({ kind: 'num', v: Float64Array.from(v) });
const dataset = (columns: number[][]): Dataset => ({
  n: columns[0].length,
  cols: new Map(columns.map((v, j) => [`c${j}`, num(v)])),
  unit: Int32Array.from(columns[0].keys()),
});

/** Columns of many values, so that nothing agrees by chance. */
const columns = (n: number, d: number, seed: number) => {
  const random = rng('alike rows', seed);
  return Array.from({ length: d }, () => Array.from({ length: n }, () => random.next()));
};

it('finds exact copies, and rows that differ in one of eight columns', () => {
  const table = columns(50, 8, 1);
  for (const column of table) {
    column[10] = column[3];
    column[44] = column[3];
    column[20] = column[7];
  }
  table[2][20] = 99;
  expect(alikeRows(dataset(table))).toEqual([
    [3, 10, 44],
    [7, 20],
  ]);
});

it('a missing cell is like a missing cell, and two differences of eight columns are too many', () => {
  const table = columns(30, 8, 2);
  for (const column of table) {
    column[5] = column[4];
    column[9] = column[8];
  }
  table[0][4] = Number.NaN;
  table[0][5] = Number.NaN;
  table[1][9] = 5;
  table[6][9] = 5;
  expect(alikeRows(dataset(table))).toEqual([[4, 5]]);
});

it('says nothing of rows with few features', () => {
  expect(
    alikeRows(
      dataset([
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
      ]),
    ),
  ).toEqual([]);
});

it('finds every planted pair, whichever columns differ', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 16, max: 24 }),
      fc.uniqueArray(fc.nat(15), { minLength: 0, maxLength: 2 }),
      (seed, d, differing) => {
        const table = columns(40, d, seed);
        for (const column of table) column[31] = column[12];
        for (const j of differing) table[j][31] = -1;
        expect(alikeRows(dataset(table))).toEqual([[12, 31]]);
      },
    ),
    { seed: 3, numRuns: 50 },
  );
});
