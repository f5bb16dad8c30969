import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agreeingRows, keysOf } from './agreeing-rows';

it('finds the rows that agree in every key, as comparing all pairs does', () => {
  const cell = fc.integer({ min: 0, max: 2 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 }), (rows) => {
      const keys = [0, 1, 2].map((j) => (row: number) => rows[row][j]);
      const expected = rows
        .map((a) => rows.flatMap((b, i) => (a.join() === b.join() ? [i] : [])))
        .filter((group, i) => group.length > 1 && group[0] === i);
      const found = agreeingRows(rows.length, keys);
      expect(found.toSorted((a, b) => a[0] - b[0])).toEqual(expected);
    }),
    { seed: 3 },
  );
});

it('a missing number agrees with a missing number, and things in a list whatever their order', () => {
  const numbers = keysOf({ kind: 'num', v: Float64Array.of(Number.NaN, 1, Number.NaN, 1) });
  expect(agreeingRows(4, [numbers])).toEqual([
    [0, 2],
    [1, 3],
  ]);
  const lists = keysOf({
    kind: 'multi',
    codes: Int32Array.of(0, 1, 1, 0, 1),
    offsets: Uint32Array.of(0, 2, 4, 5),
    dict: ['a', 'b'],
  });
  expect(agreeingRows(3, [lists])).toEqual([[0, 1]]);
});
