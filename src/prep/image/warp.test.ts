import { describe, expect, it } from 'vitest';
import { farthest, formulaPicture } from './test-formula';
import { aboutMiddle, warp } from './warp';

/** skimage.transform.warp(picture, matrix, order=1, mode='edge', preserve_range=True), scikit-image 0.26.0. */
describe('warp', () => {
  it('turns and grows as scikit-image does, to 0.001 of 250', () => {
    const wanted = [
      8.11154, 16.2106, 36.9426, 65.4328, 102.26, 145.718, 8.55883, 23.4941, 46.7025, 79.0328, 117.921,
      167.554, 12.6795, 32.4625, 58.4391, 93.5309, 137.738, 188.138, 20.8563, 41.4074, 72.7025, 110.556,
      157.531, 212.779, 29.641, 54.508, 87.8641, 129.557, 179.009, 212.17,
    ];
    const got = warp(formulaPicture(6, 5), aboutMiddle(6, 5, 30, 1.25));
    expect(farthest(got.v, wanted)).toBeLessThan(1e-3);
  });

  it('shears and draws out the edges as scikit-image does', () => {
    const wanted = [
      3, 5.75, 12.52, 22.83, 36.68, 54.07, 15.5, 23.94, 37.7, 55, 75.84, 100.22, 40, 57.21, 77.96, 102.25,
      130.08, 161.45, 82.56, 106.16, 133.3, 164.58, 199.4, 167.48, 92.4, 122.1, 156.6, 195.9, 240, 63.6,
    ];
    const got = warp(formulaPicture(6, 5), [0.9, 0.2, -0.4, -0.1, 1.1, 0.6]);
    expect(farthest(got.v, wanted)).toBeLessThan(1e-3);
  });

  it('keeps colours apart', () => {
    const wanted = [
      2.12363, 42.1236, 82.1236, 2.88103, 42.881, 82.881, 9.35781, 49.3578, 89.3578, 23.5348, 63.5348,
      103.535, 12.3093, 52.3093, 92.3093, 18.2251, 58.2251, 98.2251, 28.5665, 68.5665, 108.566, 40.3306,
      80.3306, 120.331, 23.9273, 63.9273, 103.927, 43.7523, 83.7523, 123.752, 67.1829, 107.183, 147.183,
      73.7099, 113.71, 153.71,
    ];
    const got = warp(formulaPicture(4, 3, 3), aboutMiddle(4, 3, -17, 0.9));
    expect(farthest(got.v, wanted)).toBeLessThan(1e-3);
  });

  it('turns counter-clockwise as seen, like numpy.rot90', () => {
    const got = warp(formulaPicture(3, 3), aboutMiddle(3, 3, 90, 1));
    expect(farthest(got.v, [12, 31, 60, 3, 15, 37, 0, 5, 20])).toBeLessThan(1e-4);
  });

  it('leaves its input as it was', () => {
    const picture = formulaPicture(6, 5);
    warp(picture, aboutMiddle(6, 5, 30, 1.25));
    expect(picture).toEqual(formulaPicture(6, 5));
  });
});
