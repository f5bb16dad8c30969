import { gaussianBlur } from './gaussian-blur';
import type { ImageStep } from './image-step';

/** Smooths by a Gaussian of so many pixels' standard deviation, edges mirrored. Fine grain goes, and fine edges. */
export const gaussian: ImageStep<null> = {
  name: 'gaussian',
  kind: 'map',
  params: [{ key: 'sigma', kind: 'float', low: 0.3, high: 10, log: true, step: 0.1, default: 1 }],
  apply: (picture, params) => ({ ...picture, v: gaussianBlur(picture, Number(params.sigma)) }),
};
