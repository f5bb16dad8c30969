import { expect, it } from 'vitest';
import { beyondChance, decimalsOf } from './importance';

it('beyondChance keeps what costs something in nearly every repeat', () => {
  const one = (column: string, low: number, mean: number) => ({ column, low, mean, high: 2 * mean - low });
  const importances = [one('age', 0.02, 0.05), one('sex', -0.01, 0.01), one('noise', 0, 0)];
  expect(beyondChance(importances).map((i) => i.column)).toEqual(['age']);
});

it('decimalsOf gives every row two significant digits of the largest mean, never more than four', () => {
  const of = (...means: number[]) =>
    decimalsOf(means.map((mean) => ({ column: 'x', mean, low: mean, high: mean })));
  expect([of(1.22, 0.444, -0.04), of(0.31), of(-25, 3), of(4000), of(1e-7), of(), of(0)]).toEqual([
    1, 2, 0, 0, 4, 0, 0,
  ]);
});
