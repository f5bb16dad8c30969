import type { ImageStep } from './image-step';
import { aboutMiddle, warp } from './warp';

/** Made larger or smaller about its middle by up to a share, evenly drawn; bilinear, edges drawn out. */
export const zoom: ImageStep<null> = {
  name: 'zoom',
  kind: 'augment',
  params: [{ key: 'share', kind: 'float', low: 0, high: 0.5, step: 0.01, default: 0.1 }],
  moves: ({ width, height }, params, rng) =>
    aboutMiddle(width, height, 0, 1 + (2 * rng.next() - 1) * Number(params.share)),
  augment: (picture, params, rng) => warp(picture, zoom.moves!(picture, params, rng)),
};
