import { expect, it } from 'vitest';
import { cat, fitAndApply, table } from '../test-tables';
import { frequency } from './frequency';

const train = table({ x: cat(['a', 'a', 'b', null, 'a', 'b']) }, 6);
const rows = table({ x: cat(['a', 'b', null, 'z']) }, 4);

/** Expected: category_encoders 2.11.2, CountEncoder with the argument each test names. */
it('counts rows: CountEncoder()', () => {
  expect(fitAndApply(frequency, { measure: 'count' }, train, rows)).toEqual({ 'x:count': [3, 2, 1, 0] });
});

it('gives the share of rows: CountEncoder(normalize=True)', () => {
  expect(fitAndApply(frequency, { measure: 'share' }, train, rows)).toEqual({
    'x:share': [0.5, 0.3333333333333333, 0.16666666666666666, 0],
  });
});

it('gives log(1 + count): numpy.log1p of CountEncoder()', () => {
  const [values] = Object.values(fitAndApply(frequency, { measure: 'log' }, train, rows)) as number[][];
  [1.3862943611198906, 1.0986122886681098, Math.LN2, 0].forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 12);
  });
});
