import { expect, it } from 'vitest';
import { FORGOTTEN } from '../step';
import { cat, fitAndApply, num, ordinal as ordered, plain, table } from '../test-tables';
import { levelCodes } from './level-codes';
import type { LevelPlaces } from './level-places';

const train = table(
  {
    ward: cat(['A', 'C', null, 'A', 'B']),
    age: num(1, 2, 3, 4, 5),
    grade: ordered(['low', 'high', 'low', 'high', 'low'], ['low', 'high']),
  },
  5,
);

it('gives each level its place in the dictionary, whatever the dictionary of the rows to come', () => {
  expect(train.cols.get('ward')).toMatchObject({ dict: ['A', 'C', 'B'] });
  const rows = table(
    {
      ward: cat(['B', null, 'never seen', 'C', 'A']),
      age: num(1, 2, 3, 4, 5),
      grade: cat(['high', 'low', null, 'low', 'none']),
    },
    5,
  );
  const made = fitAndApply(levelCodes, {}, train, rows);
  expect(made.ward).toEqual([2, null, null, 1, 0]);
  // An order that no step before has made numbers of is a category here.
  expect(made.grade).toEqual([1, 0, null, 0, null]);
  expect(made.age).toEqual([1, 2, 3, 4, 5]);
  expect(Object.keys(made)).toEqual(['ward', 'age', 'grade']);
});

it('forgets rare levels, whose codes then mean nothing, and leaves all others theirs', () => {
  const state: LevelPlaces = { columns: [['ward', ['A', 'B', 'C']]] };
  const forgotten = levelCodes.forget?.(state, new Map([['ward', new Map([['B', 'rare 1']])]]));
  expect(forgotten).toEqual({ state: { columns: [['ward', ['A', FORGOTTEN, 'C']]] } });
  const rows = table({ ward: cat(['A', 'B', 'C', null]) }, 4);
  expect(plain(levelCodes.apply(rows, {}, forgotten?.state as LevelPlaces)).ward).toEqual([0, null, 2, null]);
});
