import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

/**
 * Lighter or darker by up to a share of what the numbers could span, and contrast about the picture's own mean
 * stretched or pressed by up to a share, both evenly drawn. Not cut off at the ends of the range.
 */
export const brightness: ImageStep<null> = {
  name: 'brightness',
  kind: 'augment',
  params: [
    { key: 'share', kind: 'float', low: 0, high: 0.5, step: 0.01, default: 0.1 },
    { key: 'contrast', kind: 'float', low: 0, high: 0.9, step: 0.01, default: 0.1 },
  ],
  augment(picture, params, rng) {
    const { v, range } = picture;
    const added = (2 * rng.next() - 1) * Number(params.share) * (range[1] - range[0]);
    const slope = 1 + (2 * rng.next() - 1) * Number(params.contrast);
    let sum = 0;
    for (let i = 0; i < v.length; i++) sum += v[i];
    const offset = (sum / v.length) * (1 - slope) + added;
    const to = emptyPicture(picture, picture.width, picture.height, picture.channels);
    for (let i = 0; i < v.length; i++) to.v[i] = v[i] * slope + offset;
    return to;
  },
};
