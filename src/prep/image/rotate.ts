import type { ImageStep } from './image-step';
import { aboutMiddle, warp } from './warp';

/** Turned about its middle by up to so many degrees to either side, evenly drawn; bilinear, edges drawn out. */
export const rotate: ImageStep<null> = {
  name: 'rotate',
  kind: 'augment',
  params: [{ key: 'degrees', kind: 'float', low: 0, high: 180, step: 1, default: 10 }],
  moves: ({ width, height }, params, rng) =>
    aboutMiddle(width, height, (2 * rng.next() - 1) * Number(params.degrees), 1),
  augment: (picture, params, rng) => warp(picture, rotate.moves!(picture, params, rng)),
};
