import { expect, test } from 'vitest';
import { another, firstRows, oneMore } from './chosen-rows';

const known = {
  n: 6,
  classes: ['a', 'b'],
  label: Int16Array.from([0, 0, 1, 1, 0, -1]),
  part: Uint8Array.from([3, 1, 1, 2, 1, 0]),
};

test('one training picture a class comes first, then a second round', () => {
  expect(firstRows(known)).toEqual([1, 2, 4]);
  expect(firstRows({ ...known, part: null })).toEqual([0, 2, 1]);
  expect(firstRows({ ...known, classes: [], label: new Int16Array(6).fill(-1) })).toEqual([1, 2, 4]);
});

test('another picture is of the same class and not shown yet', () => {
  expect(another(known, 1, [1, 2])).toBe(4);
  expect(another(known, 2, [2])).toBe(2);
  expect(another({ ...known, part: null }, 0, [0, 1])).toBe(4);
});

test('one more is of the class that is shown least', () => {
  expect(oneMore(known, [1, 4])).toBe(2);
  expect(oneMore({ ...known, part: null }, [0, 1, 2])).toBe(3);
  expect(oneMore({ ...known, part: null }, [0, 1, 2, 3, 4])).toBe(null);
});
