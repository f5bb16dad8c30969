import { expect, it } from 'vitest';
import { cat, fitAndApply, table } from '../test-tables';
import { oneHot } from './one-hot';

/** Expected: scikit-learn 1.9.1, OneHotEncoder(handle_unknown="ignore") with the arguments each test names. */

const x = table({ x: cat([...'dddaaaabbbcce']) }, 13);
const rows = table({ x: cat([...'abcdez']) }, 6);

it('puts levels of few rows together: min_frequency=3', () => {
  expect(fitAndApply(oneHot, { minCount: 3 }, x, rows)).toEqual({
    'x=a': [1, 0, 0, 0, 0, 0],
    'x=b': [0, 1, 0, 0, 0, 0],
    'x=d': [0, 0, 0, 1, 0, 0],
    'x=other': [0, 0, 1, 0, 1, 0],
  });
});

it('puts all levels together where all are rare: min_frequency=5', () => {
  expect(fitAndApply(oneHot, { minCount: 5 }, x, rows)).toEqual({ 'x=other': [1, 1, 1, 1, 1, 0] });
});

it('keeps no more levels than allowed among the frequent ones: min_frequency=2, max_categories=3', () => {
  const train = table({ x: cat([...'aaaabbbccde']) }, 11);
  expect(fitAndApply(oneHot, { minCount: 2, maxLevels: 2 }, train, rows)).toEqual({
    'x=a': [1, 0, 0, 0, 0, 0],
    'x=b': [0, 1, 0, 0, 0, 0],
    'x=other': [0, 0, 1, 1, 1, 0],
  });
});

it('needs one column for a level and the rare ones: drop="if_binary", min_frequency=2', () => {
  const train = table({ x: cat([...'aaabc']) }, 5);
  expect(fitAndApply(oneHot, { minCount: 2 }, train, table({ x: cat([...'abc']) }, 3))).toEqual({
    'x=other': [0, 1, 1],
  });
});

it('groups a level that no training row holds only where levels are grouped at all', () => {
  const train = table({ x: cat([...'aaab'], ['a', 'b', 'c', 'd']) }, 4);
  expect(Object.keys(fitAndApply(oneHot, { minCount: 1 }, train, rows))).toEqual([
    'x=a',
    'x=b',
    'x=c',
    'x=d',
  ]);
  expect(fitAndApply(oneHot, { minCount: 2 }, train, table({ x: cat([...'abcd']) }, 4))).toEqual({
    'x=other': [0, 1, 1, 1],
  });
});

// category_encoders 2.11.2, OneHotEncoder(handle_unknown="indicator"), its columns x_nan and x_-1 as one.
it('tells missing and new levels from known ones in a column of their own', () => {
  const train = table({ x: cat(['a', 'b', null, 'a']) }, 4);
  const later = table({ x: cat(['a', 'b', null, 'z']) }, 4);
  expect(fitAndApply(oneHot, { unknown: true, dropBinary: false }, train, later)).toEqual({
    'x=a': [1, 0, 0, 0],
    'x=b': [0, 1, 0, 0],
    'x=unknown': [0, 0, 1, 1],
  });
  // Without a column of its own, the first level is still a known one.
  expect(fitAndApply(oneHot, { unknown: true }, train, later)).toEqual({
    'x=b': [0, 1, 0, 0],
    'x=unknown': [0, 0, 1, 1],
  });
});

it('makes no such column where no training row could teach what it means', () => {
  const train = table({ x: cat([...'abc']) }, 3);
  expect(fitAndApply(oneHot, { unknown: true }, train, rows)).not.toHaveProperty(['x=unknown']);
});
