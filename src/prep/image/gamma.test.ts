import { expect, it } from 'vitest';
import { gamma } from './gamma';
import { farthest, formulaPicture } from './test-formula';

const changed = (power: number) => gamma.apply!(formulaPicture(5, 4), { gamma: power }, null).v;

it('agrees with skimage.exposure.adjust_gamma (scikit-image 0.26.0): floats to 1e-3 of 255', () => {
  const wanted = [
    0.0, 27.659, 55.317, 82.976, 110.635, 35.707, 61.847, 88.91, 116.254, 143.718, 71.414, 97.134, 123.693,
    150.649, 177.82, 107.121, 132.646, 158.887, 185.54, 212.45,
  ];
  expect(farthest(changed(0.5), wanted)).toBeLessThan(1e-3);
});

it('and within one grey level of its 8-bit table', () => {
  const wanted = [0, 0, 0, 2, 6, 0, 1, 2, 8, 20, 1, 4, 11, 25, 52, 6, 14, 32, 63, 114];
  expect(farthest(changed(2.2), wanted)).toBeLessThanOrEqual(1);
});

it('leaves a picture as it is at 1', () => {
  expect(farthest(changed(1), formulaPicture(5, 4).v)).toBeLessThan(1e-4);
});
