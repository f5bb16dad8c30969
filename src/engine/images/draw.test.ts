import { expect, test } from 'vitest';
import { emptyPicture, type Picture } from '../../data/images/picture';
import { draw } from './draw';

const picture = (
  width: number,
  height: number,
  channels: number,
  of: (i: number) => number,
  over: Partial<Picture> = {},
) => ({
  ...emptyPicture({ unit: 'intensity', range: [0, 255] }, width, height, channels),
  v: Float32Array.from({ length: width * height * channels }, (_, i) => of(i)),
  ...over,
});

test('an 8-bit picture keeps its greys, and a larger one is made smaller by means', () => {
  const small = draw(
    picture(2, 1, 1, (i) => [0, 255][i]),
    10,
  );
  expect([...small.rgba]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  const large = draw(
    picture(4, 2, 1, (i) => (i % 4 < 2 ? 100 : 200)),
    2,
  );
  expect([large.width, large.height]).toEqual([2, 1]);
  expect([large.rgba[0], large.rgba[4]]).toEqual([100, 200]);
  expect(large.full).toEqual({ width: 4, height: 2, channels: 1 });
});

test('a window says what is black and what is white', () => {
  const ct = picture(3, 1, 1, (i) => [-1000, 0, 3000][i], { unit: 'hu', range: [-1024, 3071] });
  expect([...draw(ct, 10, [40, 400]).rgba].filter((_, i) => i % 4 === 0)).toEqual([0, 102, 255]);
});

test('numbers outside the nominal range are drawn by their bulk, and all are in the histogram', () => {
  const centred = picture(10, 10, 1, (i) => i / 50 - 1, { range: [0, 1] });
  const { rgba, histogram, low, high } = draw(centred, 10);
  expect(rgba[0]).toBeLessThan(5);
  expect(rgba[99 * 4]).toBeGreaterThan(250);
  expect([low, high]).toEqual([-1, Math.fround(0.98)]);
  expect(histogram.reduce((a, b) => a + b)).toBe(100);
});

test('a flat picture is drawn without dividing by nothing', () => {
  expect(
    Number.isFinite(
      draw(
        picture(3, 3, 1, () => 700, { range: [0, 65535] }),
        3,
      ).rgba[0],
    ),
  ).toBe(true);
});
