import { describe, expect, it } from 'vitest';
import { resample, wholeOf } from './resample';
import { resize } from './resize';
import { farthest, formulaPicture } from './test-formula';

const sized = (width: number, height: number, channels: number, w: number, h: number) => {
  const picture = formulaPicture(width, height, channels);
  return resample(picture, wholeOf(picture), w, h).v;
};

/** Of grey levels 0 to 255: float32 in both. */
const TOLERANCE = 1e-3;

describe('resample, against cv2.resize on float32 (OpenCV 5.0.0)', () => {
  it('shrinks as INTER_AREA, one channel, no whole factor', () => {
    const wanted = [
      13.9091, 65.1818, 134.5585, 117.7273, 71.3117, 153.1818, 112.987, 146.3117, 150.8052, 106.8052,
      113.5065, 118.7533,
    ];
    expect(farthest(sized(11, 7, 1, 4, 3), wanted)).toBeLessThan(TOLERANCE);
  });

  it('shrinks as INTER_AREA, three channels', () => {
    const wanted = [
      11.7778, 51.7778, 91.7778, 51.7778, 91.7778, 131.7778, 128.5333, 157.3778, 175.0667, 128.9778, 124.3556,
      97.4222, 64.2222, 104.2222, 144.2222, 141.5556, 159.2445, 132.3111, 124.8889, 86.8, 115.6445, 140.3556,
      113.4222, 142.2667, 148.8222, 155.3556, 139.5778, 107.3111, 125.0, 120.3778, 119.9333, 126.4667,
      110.6889, 128.1111, 145.8, 96.5556, 131.7111, 115.9333, 122.4667, 127.5333, 122.9111, 140.6, 113.6667,
      120.2, 115.5778, 136.8667, 154.5556, 94.1556,
    ];
    expect(farthest(sized(10, 9, 3, 4, 4), wanted)).toBeLessThan(TOLERANCE);
  });

  it('enlarges as INTER_LINEAR', () => {
    const wanted = [
      0.0, 1.2, 3.0, 8.4, 12.0, 0.5, 1.98, 4.2, 10.02, 13.9, 2.5, 5.1, 9.0, 16.5, 21.5, 4.5, 8.22, 13.8,
      22.98, 29.1, 5.0, 9.0, 15.0, 24.6, 31.0,
    ];
    expect(farthest(sized(3, 2, 1, 5, 5), wanted)).toBeLessThan(TOLERANCE);
    const colour = [
      0.0, 40.0, 80.0, 1.875, 41.875, 81.875, 6.375, 46.375, 86.375, 12.0, 52.0, 92.0, 1.25, 41.25, 81.25,
      4.2188, 44.2188, 84.2188, 10.0312, 50.0312, 90.0312, 16.75, 56.75, 96.75, 3.75, 43.75, 83.75, 8.9062,
      48.9062, 88.9062, 17.3438, 57.3438, 97.3438, 26.25, 66.25, 106.25, 5.0, 45.0, 85.0, 11.25, 51.25, 91.25,
      21.0, 61.0, 101.0, 31.0, 71.0, 111.0,
    ];
    expect(farthest(sized(3, 2, 3, 4, 4), colour)).toBeLessThan(TOLERANCE);
  });
});

describe('resize', () => {
  const sizeTo = (mode: string) => resize.apply!(formulaPicture(20, 12), { size: 8, mode }, null);

  it('fits the whole picture into a square, as cv2.resize and cv2.copyMakeBorder (OpenCV 5.0.0)', () => {
    const wanted = [
      0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 13.2167, 54.6167, 130.1, 126.3667, 116.7, 101.3, 102.7, 159.3,
      71.2833, 151.8833, 119.2333, 146.3333, 141.4833, 131.8167, 92.0167, 112.5167, 155.1, 100.6, 124.4833,
      125.25, 97.45, 145.1167, 128.3833, 114.1833, 134.1, 128.5667, 112.7667, 145.7667, 107.5667, 112.1667,
      122.6833, 98.8833, 141.3, 141.5, 105.4167, 135.7833, 140.05, 100.1833, 123.8833, 139.2833, 0.0, 0.0,
      0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    ];
    expect(farthest(sizeTo('fit').v, wanted)).toBeLessThan(TOLERANCE);
  });

  it('covers the square with the middle of the picture, as cv2.resize of that part (OpenCV 5.0.0)', () => {
    const wanted = [
      68.7778, 111.8889, 152.8889, 164.2222, 95.7778, 131.1111, 64.7778, 124.1111, 122.5556, 178.1111,
      67.3333, 91.1111, 149.7778, 86.0, 146.7778, 107.0, 186.8889, 90.6667, 138.7778, 178.1111, 116.7778,
      180.1111, 120.8889, 96.6667, 113.3333, 141.1111, 93.2222, 145.0, 99.2222, 175.0, 131.3333, 119.5556,
      171.8889, 103.6667, 158.8889, 114.6667, 88.3333, 68.1111, 155.4445, 159.2222, 138.3333, 82.5556,
      153.3333, 121.5556, 110.7778, 103.0, 94.3333, 110.5556, 135.3333, 95.1111, 185.3333, 169.1111, 149.8889,
      101.8889, 168.4445, 88.6667, 141.7778, 114.0, 108.2222, 104.4445, 156.5556, 121.0, 91.5556, 135.7778,
    ];
    expect(farthest(sizeTo('cover').v, wanted)).toBeLessThan(TOLERANCE);
  });

  it('stretches the whole over the square', () => {
    expect(sizeTo('stretch').v).toEqual(sized(20, 12, 1, 8, 8));
  });

  it('pads a CT with air', () => {
    const ct = { ...formulaPicture(20, 12), unit: 'hu' as const, range: [-1024, 3071] as const };
    expect(resize.apply!(ct, { size: 8, mode: 'fit' }, null).v[0]).toBe(-1024);
  });

  it('leaves what has the size', () => {
    const picture = formulaPicture(8, 8, 3);
    expect(resize.apply!(picture, { size: 8, mode: 'fit' }, null)).toBe(picture);
  });
});
