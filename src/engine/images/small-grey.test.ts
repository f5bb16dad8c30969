import { expect, it } from 'vitest';
import type { PictureSource } from '../../data/images/picture';
import { smallGrey } from './small-grey';

/** Pictures of one value each, but for one bright corner of the second. */
const source: PictureSource = {
  n: 2,
  info: () => ({ width: 6, height: 4, channels: 3, unit: 'colour', range: [0, 255] }),
  read: (row) => {
    const v = new Float32Array(6 * 4 * 3).fill(51);
    if (row === 1) for (let y = 0; y < 2; y++) v.fill(255, y * 18, y * 18 + 9);
    return { width: 6, height: 4, channels: 3, unit: 'colour', range: [0, 255], v };
  },
};
const { signal } = new AbortController();

it('each cell is the mean of the pixels in it, over the channels', async () => {
  const cells = await smallGrey(source, [1, 0], 2, signal);
  for (const [i, value] of [1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2].entries())
    expect(cells[i]).toBeCloseTo(value, 6);
});

it('a picture smaller than the cells repeats its pixels', async () => {
  const cells = await smallGrey(source, [1], 12, signal);
  expect([cells[0], cells[5], cells[6], cells[12 * 11]].map((c) => Math.round(100 * c))).toEqual([
    100, 100, 20, 20,
  ]);
});

it('can be cancelled', async () => {
  await expect(smallGrey(source, [0], 2, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
});
