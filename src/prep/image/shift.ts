import type { ImageStep } from './image-step';
import { warp } from './warp';

/** Moved along and down by up to a share of width and height, each evenly drawn; bilinear, edges drawn out. */
export const shift: ImageStep<null> = {
  name: 'shift',
  kind: 'augment',
  params: [{ key: 'share', kind: 'float', low: 0, high: 0.5, step: 0.01, default: 0.08 }],
  moves({ width, height }, params, rng) {
    const share = Number(params.share);
    const right = (2 * rng.next() - 1) * share * width;
    const down = (2 * rng.next() - 1) * share * height;
    return [1, 0, -right, 0, 1, -down];
  },
  augment: (picture, params, rng) => warp(picture, shift.moves!(picture, params, rng)),
};
