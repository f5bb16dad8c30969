import { expect, test } from 'vitest';
import { emptyPicture, type PictureSource } from '../../data/images/picture';
import { expandPictures, takePictures } from './picture-rows';
import { poolByOrigin } from './pooled';

/** Pictures of 4 x 4 whose pixels are 100 row + place. */
const source: PictureSource = {
  n: 3,
  info: () => ({ width: 4, height: 4, channels: 1, unit: 'intensity', range: [0, 255] }),
  read: (row) => ({
    ...emptyPicture({ unit: 'intensity', range: [0, 255] }, 4, 4, 1),
    v: Float32Array.from({ length: 16 }, (_, i) => 100 * row + i),
  }),
};
const quarters = [{ id: 'p', step: 'patches', params: { size: 16, stride: 16, tissue: 0 } }];

test('a choice of rows reads those rows, and its key tells a choice of a choice from the rows themselves', () => {
  const chosen = takePictures(source, [2, 0]);
  expect([chosen.n, chosen.read(0).v[0], chosen.read(1).v[0]]).toEqual([2, 200, 0]);
  const again = takePictures(chosen, [0]);
  expect(again.read(0).v[0]).toBe(200);
  expect(again.key).not.toBe(takePictures(source, [0]).key);
  expect(again.key).not.toBe(takePictures(source, [2]).key);
});

test('parts know their picture, whatever its place among the rows', () => {
  const wide: PictureSource = {
    ...source,
    info: () => ({ width: 32, height: 16, channels: 1, unit: 'intensity', range: [0, 255] }),
    read: (row) => ({
      ...emptyPicture({ unit: 'intensity', range: [0, 255] }, 32, 16, 1),
      v: Float32Array.from({ length: 512 }, (_, i) => 1000 * row + (i % 32)),
    }),
  };
  const parts = expandPictures(wide, [2, 1], quarters);
  expect([...parts.origin]).toEqual([2, 2, 1, 1]);
  expect([0, 1, 2, 3].map((i) => parts.read(i).v[0])).toEqual([2000, 2016, 1000, 1016]);
  expect(parts.info(1)).toMatchObject({ width: 16, height: 16 });
});

test('predictions of parts become those of their pictures by the mean', () => {
  const pooled = poolByOrigin(Float32Array.of(0.25, 0.75, 1, 0, 0.5, 0.5), Uint32Array.of(7, 7, 3), 2);
  expect([...pooled.rows]).toEqual([7, 3]);
  expect([...pooled.p]).toEqual([0.625, 0.375, 0.5, 0.5]);
});
