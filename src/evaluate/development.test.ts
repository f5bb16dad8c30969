import { expect, it } from 'vitest';
import type { Column, Dataset } from '../data/dataset';
import { developmentOf } from './development';

const rows = 40;
const each = (code: (row: number) => number) => Int32Array.from({ length: rows }, (_, row) => code(row));
const data = (unit: Int32Array): Dataset => ({
  n: rows,
  unit,
  cols: new Map<string, Column>([
    // Rows 0 to 2 have no age; the others 3, 4, … 39.
    [
      'age',
      { kind: 'num', v: Float64Array.from({ length: rows }, (_, row) => (row < 3 ? Number.NaN : row)) },
    ],
    // 10 without a value, 4 rare, 26 common.
    [
      'stage',
      { kind: 'cat', codes: each((row) => (row < 10 ? -1 : row < 14 ? 1 : 0)), dict: ['common', 'rare'] },
    ],
    [
      'note',
      { kind: 'text', codes: each((row) => row), dict: Array.from({ length: rows }, (_, i) => `Kim ${i}`) },
    ],
  ]),
});
const target = {
  kind: 'binary' as const,
  classes: ['no', 'yes'],
  y: Float64Array.from({ length: rows }, (_, row) => Number(row < 10)),
};
const alone = Int32Array.from({ length: rows }, (_, row) => row);

it('says nothing of fewer than five patients, and no word of a text', () => {
  const { columns, outcome } = developmentOf(data(alone), target, 'sum');
  const [age, stage, note] = columns;
  expect(age.missing).toBeNull();
  expect(stage).toMatchObject({ missing: 0.25, shares: [26 / 30, null] });
  expect(note).toEqual({ name: 'note', missing: 0 });
  expect(outcome.shares).toEqual([0.75, 0.25]);
  // 37 numbers make 7 steps of five or more.
  expect(age.quantiles).toHaveLength(8);
  expect(age.numbers).toMatchObject({ n: 37, mean: 21 });
});

it('counts patients, not rows: ten rows of two patients are too few', () => {
  const { columns, outcome } = developmentOf(data(alone.map((row) => row >> 3)), target, 'sum');
  expect(columns[1].missing).toBeNull();
  expect(outcome.shares?.[1]).toBeNull();
});
