import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

/**
 * A square is blotted out with each channel's mean (DeVries and Taylor, arXiv 1708.04552): its side is a share of the
 * picture's shorter one, its middle falls anywhere in the picture, and what reaches beyond the edge is lost.
 */
export const cutout: ImageStep<null> = {
  name: 'cutout',
  kind: 'augment',
  params: [{ key: 'size', kind: 'float', low: 0.05, high: 0.8, step: 0.05, default: 0.25 }],
  augment(picture, params, rng) {
    const { width, height, channels, v } = picture;
    const side = Math.max(1, Math.round(Number(params.size) * Math.min(width, height)));
    const left = rng.int(width) - (side >> 1);
    const top = rng.int(height) - (side >> 1);
    const means = new Float64Array(channels);
    for (let i = 0; i < v.length; i += channels) for (let k = 0; k < channels; k++) means[k] += v[i + k];
    const to = emptyPicture(picture, width, height, channels);
    to.v.set(v);
    for (let y = Math.max(0, top); y < Math.min(height, top + side); y++)
      for (let x = Math.max(0, left); x < Math.min(width, left + side); x++)
        for (let k = 0; k < channels; k++) to.v[(y * width + x) * channels + k] = means[k] / (width * height);
    return to;
  },
};
