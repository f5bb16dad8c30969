import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

/**
 * ((x - low) / (high - low)) ** gamma over the range of the numbers (skimage.exposure.adjust_gamma): above 1 dark
 * parts become darker, below 1 brighter. What lies outside the range is cut.
 */
export const gamma: ImageStep<null> = {
  name: 'gamma',
  kind: 'map',
  params: [{ key: 'gamma', kind: 'float', low: 0.2, high: 5, log: true, default: 1 }],
  apply(picture, params) {
    const { v, width, height, channels, range } = picture;
    const [low, high] = range;
    const span = high - low;
    const out = emptyPicture(picture, width, height, channels);
    const power = Number(params.gamma);
    for (let i = 0; i < v.length; i++)
      out.v[i] = low + span * Math.min(1, Math.max(0, (v[i] - low) / (span || 1))) ** power;
    return out;
  },
  unsuited: ({ unit }) => (unit === 'hu' ? 'notWindowed' : null),
};
