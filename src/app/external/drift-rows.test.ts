import { expect, test } from 'vitest';
import { driftRows } from './drift-rows';

const row = (column: string, difference: number | null) => ({ column, difference, missing: 0, before: 0 });

test('largest first without sign, what cannot be told last, and only beyond a tenth of an SD notable', () => {
  const { sorted, known, notable } = driftRows([
    row('age', 0.1),
    row('lost', null),
    row('sex', -0.4),
    row('bmi', 0.2),
  ]);
  expect(sorted.map(({ column }) => column)).toEqual(['sex', 'bmi', 'age', 'lost']);
  expect(known.map(({ column }) => column)).toEqual(['sex', 'bmi', 'age']);
  expect(notable.map(({ column }) => column)).toEqual(['sex', 'bmi']);
});
