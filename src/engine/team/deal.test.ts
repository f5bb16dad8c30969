import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deal } from './deal';

test('five alike by two: the helper has three, this worker the rest', () => {
  expect(deal([1, 1, 1, 1, 1], 2)).toEqual([
    [1, 3],
    [0, 2, 4],
  ]);
});

test('a long one stands alone', () => {
  expect(deal([1, 9, 1, 1], 2)).toEqual([[0, 2, 3], [1]]);
});

test('every job is dealt once, in order, and no lane has more than a fair share and one job', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 8 }),
      (work, lanes) => {
        const shares = deal(work, lanes);
        expect(shares).toHaveLength(lanes);
        expect(shares.flat().sort((a, b) => a - b)).toEqual(work.map((_, job) => job));
        const total = work.reduce((sum, w) => sum + w, 0);
        for (const share of shares) {
          expect(share).toEqual([...share].sort((a, b) => a - b));
          const load = share.reduce((sum, job) => sum + work[job], 0);
          expect(load).toBeLessThanOrEqual(total / lanes + Math.max(...work));
        }
      },
    ),
  );
});

test('as many lanes as jobs: each has one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (work) => {
      expect(deal(work, work.length).map((share) => share.length)).toEqual(work.map(() => 1));
    }),
  );
});
