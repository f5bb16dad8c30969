import { expect, test } from 'vitest';
import { heatColour, heatPixels } from './heat-colours';

/** Relative luminance of WCAG 2.2. */
const lightness = (heat: number) => {
  const [r, g, b] = heatColour(heat).map((c) => (c / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

test('hotter is always lighter, so that the order survives without colours', () => {
  const all = Array.from({ length: 101 }, (_, i) => lightness(i / 100));
  expect(all.every((value, i) => i === 0 || value >= all[i - 1])).toBe(true);
  expect(heatColour(1)).toEqual([254, 232, 56]);
  expect(heatColour(-1)).toEqual([0, 34, 78]);
});

test('what is cold is clear', () => {
  const rgba = heatPixels(Float32Array.from([0, 1]));
  expect([rgba[3], rgba[7]]).toEqual([0, 255]);
});
