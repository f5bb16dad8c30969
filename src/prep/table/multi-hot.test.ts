import { expect, it } from 'vitest';
import { fitAndApply, multi, table } from '../test-tables';
import { multiHot } from './multi-hot';

// scikit-learn 1.9.1: OneHotEncoder(min_frequency=2) groups c and d, which one row each names.
it('puts together what few rows name', () => {
  const train = table({ d: multi([['a', 'b'], ['a', 'b', 'c'], ['a', 'd'], []]) }, 4);
  const rows = table({ d: multi([['a', 'd'], ['c', 'd'], ['new'], []]) }, 4);
  expect(fitAndApply(multiHot, { minCount: 2 }, train, rows)).toEqual({
    'd∋a': [1, 0, 0, 0],
    'd∋b': [0, 0, 0, 0],
    'd∋other': [1, 1, 0, 0],
  });
});
