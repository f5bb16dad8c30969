import { expect, it } from 'vitest';
import type { Picture } from '../../data/images/picture';
import { equalize } from './equalize';
import { farthest, formulaPicture } from './test-formula';

const faint = (): Picture => {
  const picture = formulaPicture(8, 6);
  return { ...picture, v: picture.v.map((x) => Math.floor(x / 4) + 60) };
};
const equalized = (picture = faint()) => equalize.apply!(picture, {}, null).v;

it('spreads grey levels as cv2.equalizeHist (OpenCV 5.0.0), within one level', () => {
  const wanted = [
    0, 0, 33, 44, 78, 105, 150, 183, 11, 33, 55, 83, 116, 155, 194, 233, 39, 61, 94, 128, 172, 205, 244, 33,
    72, 100, 133, 177, 216, 249, 55, 128, 116, 150, 188, 222, 255, 72, 139, 211, 172, 200, 238, 11, 94, 172,
    227, 33,
  ];
  expect(farthest(equalized(), wanted)).toBeLessThanOrEqual(1);
});

it('spreads the brightness of colours alone: skimage.color.rgb2hsv (0.26.0), cv2.equalizeHist of V, hsv2rgb', () => {
  const wanted = [
    0.0, 0.0, 0.0, 0.831, 11.916, 23.0, 9.13, 39.565, 70.0, 35.075, 87.037, 139.0, 2.706, 24.353, 46.0,
    14.684, 53.842, 93.0, 45.243, 103.622, 162.0, 83.286, 146.143, 209.0, 23.2, 69.6, 116.0, 58.504, 121.752,
    185.0, 99.429, 165.714, 232.0, 134.29, 194.645, 255.0,
  ];
  expect(farthest(equalized(formulaPicture(4, 3, 3)), wanted)).toBeLessThanOrEqual(1);
});

it('does the same to pictures of 0 to 1, and to 12 bits kept in 16 by what they hold', () => {
  const scaled = { ...faint(), range: [0, 1] as const, v: faint().v.map((x) => x / 255) };
  expect(
    farthest(
      equalized(scaled).map((x) => x * 255),
      equalized(),
    ),
  ).toBeLessThan(1e-3);
  const twelve = { ...faint(), range: [0, 65535] as const, v: faint().v.map((x) => (x - 60) * 66) };
  expect(new Set(equalized(twelve)).size).toBe(new Set(equalized()).size);
});

it('asks for a window before it on a CT', () => {
  expect(equalize.unsuited!({ ...faint(), unit: 'hu' }, {})).toBe('notWindowed');
});
