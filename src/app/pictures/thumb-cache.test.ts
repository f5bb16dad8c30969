import { beforeAll, expect, test, vi } from 'vitest';
import { ThumbCache } from './thumb-cache';

beforeAll(() => {
  // What a browser has and Node does not.
  vi.stubGlobal(
    'ImageData',
    class {
      constructor(
        readonly data: Uint8ClampedArray,
        readonly width: number,
      ) {}
    },
  );
});

const answering = () => {
  const asked: number[][] = [];
  const cache = new ThumbCache(async (rows) => {
    asked.push(rows);
    return { size: 1, rgba: Uint8ClampedArray.from(rows.flatMap((row) => [row, row, row, 255])) };
  });
  return { asked, cache };
};
const seen = (cache: ThumbCache, row: number) =>
  new Promise<number>((resolve) => cache.want(row, (picture) => resolve(picture.data[0])));

test('each row gets its own picture, all of a moment in one message', async () => {
  const { asked, cache } = answering();
  expect(await Promise.all([3, 1, 2].map((row) => seen(cache, row)))).toEqual([3, 1, 2]);
  expect(asked).toEqual([[3, 1, 2]]);
});

test('what is there is not asked for again', async () => {
  const { asked, cache } = answering();
  await seen(cache, 5);
  expect(await seen(cache, 5)).toBe(5);
  expect(asked).toEqual([[5]]);
});

test('a row passed while scrolling is not asked for; the newest come first', async () => {
  const { asked, cache } = answering();
  cache.want(7, () => {})();
  const many = Array.from({ length: 100 }, (_, row) => seen(cache, 100 + row));
  await Promise.all(many);
  expect(asked.flat()).not.toContain(7);
  expect(asked[0]).toContain(199);
  expect(asked.map((rows) => rows.length)).toEqual([48, 48, 4]);
});

test('a failed answer leaves its tiles empty and the next is asked for', async () => {
  let fail = true;
  const cache = new ThumbCache(async (rows) => {
    if (fail) throw new Error('gone');
    return { size: 1, rgba: Uint8ClampedArray.from(rows.flatMap(() => [9, 9, 9, 255])) };
  });
  cache.want(1, () => {});
  await Promise.resolve();
  await Promise.resolve();
  fail = false;
  expect(await seen(cache, 1)).toBe(9);
});
