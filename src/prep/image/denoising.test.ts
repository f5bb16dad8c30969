import { describe, expect, it } from 'vitest';
import { emptyPicture, type Picture } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import { bilateral } from './bilateral';
import { gaussian } from './gaussian';
import type { ImageStep } from './image-step';
import { median } from './median';
import { nonLocalMeans } from './non-local-means';
import { sharpen } from './sharpen';
import { farthest, formulaPicture } from './test-formula';

const apply = (step: ImageStep<null>, params: ParamValues, picture: Picture) =>
  step.apply?.(picture, params, null) as Picture;
const grey = formulaPicture(6, 5);
const colour = formulaPicture(4, 3, 3);

describe('gaussian', () => {
  it.each([
    [
      0.7,
      [
        2.41913, 7.36623, 18.0213, 34.6612, 56.9658, 77.8217, 9.81574, 18.9699, 34.9988, 57.0647, 84.7401,
        109.795, 26.4875, 41.0152, 63.908, 92.8812, 126.925, 156.001, 52.6755, 72.5767, 102.33, 137.739,
        168.063, 173.638, 78.8344, 102.943, 138.062, 177.544, 184.367, 115.372,
      ],
    ],
    [
      2.5,
      [
        46.3632, 52.0488, 61.9663, 73.5282, 83.6369, 89.5136, 52.3141, 58.1305, 68.2202, 79.8937, 90.0213,
        95.8753, 62.0089, 68.0189, 78.3529, 90.161, 100.274, 106.063, 71.7855, 77.9672, 88.5026, 100.388,
        110.431, 116.12, 77.8688, 84.1455, 94.7838, 106.689, 116.66, 122.268,
      ],
    ],
  ])(
    "agrees with scipy.ndimage.gaussian_filter, mode 'reflect', of scipy 1.17.1 at sigma %d to 0.001",
    (sigma, wanted) => {
      expect(farthest(apply(gaussian, { sigma }, grey).v, wanted)).toBeLessThan(1e-3);
    },
  );

  it('smooths each colour by itself', () => {
    const wanted = [
      2.41757, 42.4176, 82.4176, 7.36303, 47.363, 87.363, 17.7973, 57.7973, 97.7973, 29.35, 69.35, 109.35,
      9.55479, 49.5548, 89.5548, 18.6541, 58.6541, 98.6541, 34.3426, 74.3426, 114.343, 50.0492, 90.0492,
      130.049, 20.2415, 60.2415, 100.241, 33.4947, 73.4947, 113.495, 54.4374, 94.4374, 134.437, 74.2979,
      114.298, 154.298,
    ];
    expect(farthest(apply(gaussian, { sigma: 0.7 }, colour).v, wanted)).toBeLessThan(1e-3);
  });
});

describe('sharpen', () => {
  it('agrees with skimage.filters.unsharp_mask of scikit-image 0.26.0 (preserve_range) to 0.001', () => {
    const wanted = [
      -8.78947, -10.2792, -5.75666, 5.01575, 24.9514, 66.8697, -9.34679, 2.35154, 18.0788, 39.7761, 71.3055,
      126.987, 1.31719, 24.245, 48.3935, 78.987, 123.664, 197.567, 26.3629, 60.5295, 93.4056, 136.62, 210.873,
      326.853, 82.7269, 130.099, 174.748, 235.792, 352.092, -101.439,
    ];
    expect(farthest(apply(sharpen, { radius: 1, amount: 1.5 }, grey).v, wanted)).toBeLessThan(1e-3);
  });
});

describe('median', () => {
  it.each([
    [
      1,
      [
        3, 5, 15, 31, 53, 75, 5, 15, 31, 53, 81, 115, 20, 37, 60, 89, 124, 165, 45, 69, 99, 135, 165, 165, 80,
        99, 135, 177, 191, 177,
      ],
    ],
    [
      2,
      [
        5, 12, 27, 48, 75, 75, 12, 20, 37, 60, 75, 89, 31, 45, 60, 81, 99, 115, 60, 80, 89, 111, 124, 124, 80,
        80, 111, 135, 148, 165,
      ],
    ],
  ])(
    "is cv2.medianBlur of OpenCV 5.0.0 and scipy.ndimage.median_filter, mode 'nearest', at radius %d",
    (radius, wanted) => {
      expect(Array.from(apply(median, { radius }, grey).v)).toEqual(wanted);
    },
  );

  it('takes each colour by itself, as cv2.medianBlur does', () => {
    const wanted = [
      3, 43, 83, 5, 45, 85, 15, 55, 95, 27, 67, 107, 5, 45, 85, 15, 55, 95, 31, 71, 111, 53, 93, 133, 20, 60,
      100, 31, 71, 111, 53, 93, 133, 60, 100, 140,
    ];
    expect(Array.from(apply(median, { radius: 1 }, colour).v)).toEqual(wanted);
  });
});

describe('bilateral', () => {
  it('agrees with cv2.bilateralFilter of OpenCV 5.0.0 on float32 to 0.01 of 255', () => {
    const wanted = [
      9.06625, 14.0518, 26.2253, 43.3225, 62.9446, 77.2068, 15.7824, 21.0848, 35.0577, 55.4436, 80.1627,
      100.499, 32.9541, 40.4189, 60.0069, 87.2903, 119.817, 146.579, 56.5852, 69.2466, 96.2247, 131.59, 171.1,
      204.054, 75.2874, 92.96, 126.063, 167.246, 211.088, 61.3381,
    ];
    expect(farthest(apply(bilateral, { sigma: 1.5, tone: 0.2 }, grey).v, wanted)).toBeLessThan(0.01);
  });

  it('weighs colours by their summed difference, as cv2.bilateralFilter does', () => {
    const wanted = [
      2.34561, 42.3456, 82.3456, 7.1496, 47.1496, 87.1496, 17.428, 57.428, 97.428, 28.0074, 68.0074, 108.007,
      9.06798, 49.068, 89.068, 16.3597, 56.3597, 96.3597, 31.5062, 71.5062, 111.506, 46.6486, 86.6486,
      126.649, 20.3287, 60.3287, 100.329, 31.9059, 71.9059, 111.906, 53.9133, 93.9133, 133.913, 76.5096,
      116.51, 156.51,
    ];
    expect(farthest(apply(bilateral, { sigma: 0.7, tone: 0.3 }, colour).v, wanted)).toBeLessThan(0.01);
  });
});

/** In Python: (10 * ((x + 2*y) % 4) + (3*x*x + 5*y*y + 7*x*y) % 7 + 40*k), a pattern that comes again. */
function pattern(width: number, height: number, channels: number): Picture {
  const picture = emptyPicture({ unit: 'intensity', range: [0, 255] }, width, height, channels);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let k = 0; k < channels; k++)
        picture.v[i++] = 10 * ((x + 2 * y) % 4) + ((3 * x * x + 5 * y * y + 7 * x * y) % 7) + 40 * k;
  return picture;
}

/**
 * denoise_nl_means weighs by a rough exponential (Schraudolph 1999), some percent off: hence 0.25 of 255. The same
 * algorithm in numpy agrees with it to 2e-6 with that exponential and differs by 0.21 with the exact one.
 */
describe('non-local means', () => {
  it.each([
    [
      3,
      2,
      [
        12.6788, 17.5633, 20.5107, 23.591, 14.2474, 18.0578, 18.2614, 23.0772, 13.9903, 20.3795, 22.7397,
        13.3814, 17.3063, 19.4309, 23.2922, 14.3547, 16.8358, 18.0228, 13.4575, 17.0373, 20.047, 23.3712,
        14.1982, 17.7993, 17.8749, 24.1133, 14.1047, 20.0058, 23.4052, 13.6126, 17.1667, 19.3868, 23.0046,
        14.9452, 16.9073, 19.3412, 13.1717, 17.976, 19.1066, 22.8227, 13.0117, 16.7705, 19.1263, 23.8748,
        15.2677, 20.219, 22.9064, 13.8061, 17.3989, 19.7328, 23.6551, 14.4705, 16.6785, 18.8128, 14.1769,
        17.047, 19.35, 23.1492, 13.4005, 17.4196, 18.1754, 24.8683, 13.3031, 19.2984, 22.7852, 14.5597,
        17.7252, 20.0751, 24.2988, 14.4604, 15.6507, 18.5167,
      ],
    ],
    [
      5,
      3,
      [
        13.4734, 15.7326, 22.1014, 23.7741, 13.7056, 15.6686, 21.1311, 19.7464, 13.5102, 22.6959, 22.3228,
        13.4994, 14.8568, 20.8395, 22.7456, 14.516, 18.5429, 21.606, 13.6586, 15.9444, 21.9627, 23.6624,
        13.8128, 15.5019, 21.4032, 19.6587, 13.5246, 22.1718, 22.0249, 13.439, 14.8555, 21.0725, 23.1658,
        14.4902, 18.515, 21.7022, 14.0006, 16.0443, 21.8404, 23.6454, 13.8292, 15.3794, 21.6102, 19.762,
        13.4133, 21.5751, 21.5698, 13.7728, 14.9278, 21.2063, 23.794, 14.0817, 18.3868, 21.9125, 14.6116,
        15.9253, 21.8693, 23.7001, 13.4922, 15.2305, 21.4096, 20.1163, 12.9977, 21.5904, 21.5451, 13.8741,
        15.0227, 21.1632, 23.666, 13.7611, 18.4546, 21.9162,
      ],
    ],
  ])(
    'agrees with skimage.restoration.denoise_nl_means of scikit-image 0.26.0 (fast_mode), patch %d, distance %d',
    (patch, distance, wanted) => {
      const got = apply(nonLocalMeans, { strength: 0.05, patch, distance }, pattern(9, 8, 1));
      expect(farthest(got.v, wanted)).toBeLessThan(0.25);
    },
  );

  it('compares colours together (channel_axis=-1)', () => {
    const wanted = [
      7.7675, 47.7675, 87.7675, 15.3416, 55.3416, 95.3416, 22.154, 62.154, 102.154, 29.9076, 69.9076, 109.908,
      9.55865, 49.5587, 89.5587, 24.146, 64.146, 104.146, 28.6633, 68.6633, 108.663, 7.94369, 47.9437,
      87.9437, 13.6666, 53.6666, 93.6666, 22.6468, 62.6468, 102.647, 8.6738, 48.6738, 88.6738, 13.965, 53.965,
      93.965, 21.9784, 61.9784, 101.978, 30.5695, 70.5695, 110.57, 9.27918, 49.2792, 89.2792, 23.2143,
      63.2143, 103.214, 30.1649, 70.1649, 110.165, 8.21792, 48.2179, 88.2179, 13.2186, 53.2186, 93.2186,
      22.0601, 62.0601, 102.06,
    ];
    const got = apply(nonLocalMeans, { strength: 0.03, patch: 3, distance: 2 }, pattern(5, 4, 3));
    expect(farthest(got.v, wanted)).toBeLessThan(0.25);
  });
});

it.each([gaussian, sharpen, median, bilateral, nonLocalMeans])(
  '$name takes a picture of one pixel',
  (step) => {
    const params = Object.fromEntries(step.params.map((param) => [param.key, param.default]));
    expect(apply(step, params, formulaPicture(1, 1, 3)).v).toEqual(Float32Array.of(0, 40, 80));
  },
);
