import type { ImageStep } from './image-step';
import { aboutMiddle, warp } from './warp';

/** Turned about its middle by up to so many degrees to either side, evenly drawn; bilinear, edges drawn out. */
export const rotate: ImageStep<null> = {
  name: 'rotate',
  kind: 'augment',
  params: [{ key: 'degrees', kind: 'float', low: 0, high: 180, step: 1, default: 10 }],
  augment(picture, params, rng) {
    const degrees = (2 * rng.next() - 1) * Number(params.degrees);
    return warp(picture, aboutMiddle(picture.width, picture.height, degrees, 1));
  },
};
