import { expect, test } from 'vitest';
import type { CatColumn } from '../dataset';
import { withHandLabels } from './hand-labels';

const table = {
  n: 3,
  columns: [
    { name: 'class', column: { kind: 'cat' as const, codes: Int32Array.of(0, 1, -1), dict: ['a', 'b'] } },
  ],
};
const task = { kind: 'binary' as const, target: 'class', classes: ['a', 'b'] };
const images = {
  labels: { from: 'hand' as const },
  patients: { from: 'none' as const },
  alike: 'apart' as const,
};

test('labels given by hand stand in place of those read, and the empty one takes a label away', () => {
  const labelled = withHandLabels(table, { task, images: { ...images, hand: { 0: '', 1: 'a', 2: 'c' } } });
  const { codes, dict } = labelled.columns[0].column as CatColumn;
  expect(dict).toEqual(['a', 'b', 'c']);
  expect([...codes]).toEqual([-1, 0, 2]);
  expect([...(table.columns[0].column as CatColumn).codes]).toEqual([0, 1, -1]);
});

test('a study without them keeps its table', () => {
  expect(withHandLabels(table, { task })).toBe(table);
});
