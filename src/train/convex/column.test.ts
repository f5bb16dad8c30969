import { describe, expect, it, test } from 'vitest';
import { rng } from '../../study/random';
import { addBoth, addWeighed, type Column, columnOf, product, squares } from './column';

const random = rng('column');
const N = 41;
const numbers = () => Float64Array.from({ length: N }, () => random.normal());
const level = (share: number) => Float64Array.from({ length: N }, () => (random.next() < share ? 3.2 : -0.3));
/** Most of them one value, the others any. */
const mostly = () => Float64Array.from({ length: N }, () => (random.next() < 0.3 ? random.normal() : 0.7));

const values = ({ base, places, off }: Column): number[] => {
  const all = Array.from({ length: N }, (_, i) => (places ? base : off[i]));
  for (const [k, i] of (places ?? []).entries()) all[i] += off[k];
  return all;
};

describe('a column is kept by the rows that differ', () => {
  it('where most have one value, be it first or last', () => {
    const { base, places, off } = columnOf(Float64Array.of(5, 1, 1, 2, 1));
    expect([base, [...(places ?? [])], [...off]]).toEqual([1, [0, 3], [4, 1]]);
    expect(columnOf(Float64Array.of(1, 1, 1, 7, 5))).toMatchObject({ base: 1, off: Float64Array.of(6, 4) });
  });

  it('and as it is where half or more do', () => {
    const half = Float64Array.of(1, 2, 1, 2);
    expect(columnOf(half)).toEqual({ base: 0, places: null, off: half });
    expect(columnOf(Float64Array.of(1, 2, 1), 0.3).places).toBeNull();
  });

  it('of one value it keeps no row', () => {
    expect(columnOf(new Float64Array(N).fill(1))).toMatchObject({ base: 1, off: new Float64Array(0) });
  });
});

test.each([
  ['rare', level(0.1), true],
  ['common', level(0.9), true],
  ['mostly one value', mostly(), true],
  ['all different', numbers(), false],
])('sums and moves of a column are those of its numbers: %s', (_, own, isSparse) => {
  const column = columnOf(own);
  expect(column.places !== null).toBe(isSparse);
  for (const [i, value] of values(column).entries()) expect(value).toBeCloseTo(own[i], 14);

  const h = numbers().map(Math.abs);
  const whole = h.reduce((sum, one) => sum + one, 0);
  const a = numbers();
  const total = a.reduce((sum, one) => sum + one, 0);
  expect(squares(column, h, whole)).toBeCloseTo(
    own.reduce((sum, value, i) => sum + h[i] * value * value, 0),
    11,
  );
  const expected = own.reduce((sum, value, i) => sum + a[i] * value, 0);
  expect(product(column, a) + column.base * total).toBeCloseTo(expected, 11);

  const [to, weighed, alone] = [a.slice(), a.slice(), a.slice()];
  addBoth(column, h, -1.5, to, weighed);
  addWeighed(column, h, -1.5, alone);
  for (let i = 0; i < N; i++) {
    const step = -1.5 * (own[i] - column.base);
    expect(to[i]).toBeCloseTo(a[i] + step, 12);
    expect(weighed[i]).toBeCloseTo(a[i] + step * h[i], 12);
    expect(alone[i]).toBeCloseTo(a[i] + step * h[i], 12);
  }
});
