import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

/** Gaussian noise of its own for every number; its standard deviation is a share of what the numbers could span. */
export const noise: ImageStep<null> = {
  name: 'noise',
  kind: 'augment',
  params: [{ key: 'sd', kind: 'float', low: 0, high: 0.3, step: 0.005, default: 0.02 }],
  augment(picture, params, rng) {
    const { v, range } = picture;
    const sd = Number(params.sd) * (range[1] - range[0]);
    const to = emptyPicture(picture, picture.width, picture.height, picture.channels);
    for (let i = 0; i < v.length; i++) to.v[i] = v[i] + sd * rng.normal();
    return to;
  },
};
