import { expect, test } from 'vitest';
import type { PictureInfo } from '../../data/images/picture';
import { memoryFiles } from './byte-file';
import { pictureStore } from './picture-store';
import { shownRange, thumbnailOf } from './thumbnail';

const grey: PictureInfo = { width: 3, height: 2, channels: 1, unit: 'intensity', range: [0, 255] };
const ct: PictureInfo = {
  width: 2,
  height: 2,
  channels: 1,
  unit: 'hu',
  range: [-1024, 3071],
  volume: 1,
  slice: 0,
};
const colour: PictureInfo = { width: 1, height: 2, channels: 3, unit: 'colour', range: [0, 255] };

test('pixels come back by row as they were given, after a closing too', async () => {
  const store = pictureStore(memoryFiles(), true);
  const set = await store.create('a');
  set.append(grey, Uint8Array.of(1, 2, 3, 4, 5, 6));
  set.append(ct, Int16Array.of(-1024, 0, 40, 3071));
  set.append(colour, Float32Array.of(0.5, 1, 2, 3, 4, 5));
  set.append(grey, Uint16Array.of(1, 256, 65535, 4, 5, 6));
  expect(set.read(1)).toEqual({
    ...{ width: 2, height: 2, channels: 1, unit: 'hu', range: [-1024, 3071] },
    v: Float32Array.of(-1024, 0, 40, 3071),
  });
  set.read(1).v[0] = 7;
  expect(set.read(1).v[0]).toBe(-1024);
  expect(set.region(3, 1, 0, 2, 2).v).toEqual(Float32Array.of(256, 65535, 5, 6));
  expect(() => set.region(3, 2, 0, 2, 2)).toThrow(RangeError);
  set.arrange([3, 1]);
  expect(set.n).toBe(2);
  set.close();
  const index = structuredClone(set.index);
  const again = await store.open('a', index);
  expect(again?.read(0).v).toEqual(Float32Array.of(1, 256, 65535, 4, 5, 6));
  expect(again?.info(1)).toMatchObject({ volume: 1, slice: 0, unit: 'hu' });
  expect(await store.list()).toEqual(['a']);
});

test('a set whose files are gone or too short is not opened', async () => {
  const store = pictureStore(memoryFiles(), true);
  const set = await store.create('a');
  set.append(grey, new Uint8Array(6));
  const index = structuredClone(set.index);
  expect(await store.open('a', [{ ...index[0], width: 300 }])).toBeNull();
  await store.forget('a');
  expect(await store.open('a', index)).toBeNull();
  expect(await store.list()).toEqual([]);
});

test('a thumbnail is the means of its pixels, in the window a viewer would take', async () => {
  const wide = { ...grey, width: 192, height: 96 };
  const v = Uint8Array.from({ length: 192 * 96 }, (_, i) => (i % 2 === 0 ? 100 : 110));
  expect(thumbnailOf(wide, v)).toMatchObject({ width: 96, height: 48, channels: 1 });
  expect(new Set(thumbnailOf(wide, v).v)).toEqual(new Set([105]));
  const ramp = Int16Array.from({ length: 10_000 }, (_, i) => i - 5000);
  expect(shownRange(ramp, false)).toEqual([-4900, 4900]);
  expect(shownRange(new Int16Array(9).fill(5), false)).toEqual([5, 5]);
  const store = pictureStore(memoryFiles(), false);
  const set = await store.create('b');
  set.append(wide, v);
  set.append(colour, Uint8Array.of(10, 20, 30, 40, 50, 60));
  const { size, rgba } = set.thumbs([1, 0]);
  const pixel = (i: number, x: number, y: number) => [
    ...rgba.subarray((i * size * size + y * size + x) * 4).subarray(0, 4),
  ];
  expect(size).toBe(96);
  expect(pixel(0, 48, 0)).toEqual([10, 20, 30, 255]);
  expect(pixel(0, 0, 0)).toEqual([0, 0, 0, 255]);
  expect(pixel(1, 5, 48)).toEqual([105, 105, 105, 255]);
  expect(pixel(1, 5, 5)).toEqual([0, 0, 0, 255]);
});

test('a large picture comes in bands, is read by regions, and never as a whole', async () => {
  const set = await pictureStore(memoryFiles(), true).create('a');
  const large: PictureInfo = { ...grey, width: 8, height: 6, tiled: true };
  const small = { ...grey, width: 2, height: 2 };
  const row = set.reserve(large, { info: small, pixels: Uint8Array.of(9, 9, 9, 9) });
  for (const y of [4, 0, 2])
    set.fill(
      row,
      y,
      Uint8Array.from({ length: 16 }, (_, i) => 8 * y + i),
    );
  // Another one does not stand in its place.
  set.append(grey, Uint8Array.of(1, 2, 3, 4, 5, 6));
  expect([...set.region(row, 3, 1, 2, 2).v]).toEqual([11, 12, 19, 20]);
  const half = set.region(row, 0, 0, 8, 6, 0.5);
  expect([half.width, half.height]).toEqual([4, 3]);
  expect([...half.v.subarray(0, 4)]).toEqual([9, 11, 13, 15]);
  expect(() => set.read(row)).toThrow('prep.wantsPatches');
  expect([...set.read(1).v]).toEqual([1, 2, 3, 4, 5, 6]);
});
