import { expect, test } from 'vitest';
import { type Dataset, takeRows } from './dataset';
import { levelsIn, sortedLevels, withLevels } from './levels';

const data: Dataset = {
  n: 4,
  unit: Int32Array.of(0, 1, 2, 3),
  cols: new Map([
    ['age', { kind: 'num', v: Float64Array.of(1, 2, 3, 4) }],
    ['ward', { kind: 'cat', codes: Int32Array.of(2, -1, 0, 1), dict: ['10', '9', 'x'] }],
    [
      'history',
      {
        kind: 'multi',
        codes: Int32Array.of(2, 0, 0, 1),
        offsets: Uint32Array.of(0, 1, 3, 3, 4),
        dict: ['HTN', 'DM', 'CKD'],
      },
    ],
  ]),
};

test('levels that are all numbers are sorted as numbers, others by code unit', () => {
  expect(sortedLevels(['10', '9', '1.5'])).toEqual(['1.5', '9', '10']);
  expect(sortedLevels(['10', '9', 'x'])).toEqual(['10', '9', 'x']);
});

test('the levels of some rows are those that occur there, sorted among themselves alone', () => {
  expect([...levelsIn(data, [0, 1])]).toEqual([
    ['ward', ['x']],
    ['history', ['CKD', 'HTN']],
  ]);
  expect([...levelsIn(data, [1, 2, 3])]).toEqual([
    ['ward', ['9', '10']],
    ['history', ['DM', 'HTN']],
  ]);
});

test('under another dictionary the cells stay what they were', () => {
  const rows = [1, 2, 3];
  const recoded = withLevels(takeRows(data, rows), levelsIn(data, rows));
  expect(recoded.cols.get('age')).toEqual({ kind: 'num', v: Float64Array.of(2, 3, 4) });
  expect(recoded.cols.get('ward')).toEqual({
    kind: 'cat',
    codes: Int32Array.of(-1, 1, 0),
    dict: ['9', '10'],
  });
  expect(recoded.cols.get('history')).toEqual({
    kind: 'multi',
    codes: Int32Array.of(1, 1, 0),
    offsets: Uint32Array.of(0, 2, 2, 3),
    dict: ['DM', 'HTN'],
  });
});
