import { gaussianBlur } from './gaussian-blur';
import type { ImageStep } from './image-step';

/**
 * Unsharp mask (skimage.filters.unsharp_mask): what a Gaussian of `radius` pixels would smooth away is added once
 * more, `amount` times. Not cut off at the ends of the range.
 */
export const sharpen: ImageStep<null> = {
  name: 'sharpen',
  kind: 'map',
  params: [
    { key: 'radius', kind: 'float', low: 0.3, high: 10, log: true, step: 0.1, default: 1 },
    { key: 'amount', kind: 'float', low: 0.1, high: 5, step: 0.1, default: 1 },
  ],
  apply(picture, params) {
    const v = gaussianBlur(picture, Number(params.radius));
    const amount = Number(params.amount);
    for (let i = 0; i < v.length; i++) v[i] = picture.v[i] + amount * (picture.v[i] - v[i]);
    return { ...picture, v };
  },
};
