import { expect, it } from 'vitest';
import { percentileClip } from './percentile-clip';
import { farthest, formulaPicture } from './test-formula';

it('agrees with skimage.exposure.rescale_intensity (0.26.0) between numpy.percentile 2.5 and 95 (numpy 2.4.6)', () => {
  const wanted = [
    0.0, 0.0021, 0.0443, 0.1146, 0.213, 0.3396, 0.4943, 0.0115, 0.0584, 0.1333, 0.2365, 0.3677, 0.5271,
    0.7146, 0.0818, 0.1615, 0.2693, 0.4052, 0.5693, 0.7614, 0.9817, 0.199, 0.3115, 0.4521, 0.6208, 0.8177,
    1.0, 0.1193, 0.363, 0.5083, 0.6817, 0.8833, 1.0, 0.1943, 0.4802,
  ];
  const { v, range } = percentileClip.apply!(formulaPicture(7, 5), { low: 2.5, high: 95 }, null);
  expect(farthest(v, wanted)).toBeLessThan(1e-4);
  expect(range).toEqual([0, 1]);
});

it('makes a picture of one value 0', () => {
  const even = formulaPicture(3, 3);
  even.v.fill(7);
  expect(Array.from(percentileClip.apply!(even, { low: 1, high: 99 }, null).v)).toEqual(Array(9).fill(0));
});
