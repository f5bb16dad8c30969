import { emptyPicture, type Picture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

function mirrored(picture: Picture, sideways: boolean, upsideDown: boolean): Picture {
  const { width, height, channels } = picture;
  const to = emptyPicture(picture, width, height, channels);
  let i = 0;
  for (let y = 0; y < height; y++) {
    const row = (upsideDown ? height - 1 - y : y) * width;
    for (let x = 0; x < width; x++) {
      const from = (row + (sideways ? width - 1 - x : x)) * channels;
      for (let k = 0; k < channels; k++) to.v[i++] = picture.v[from + k];
    }
  }
  return to;
}

/**
 * Mirrored in half of all cases. In a radiograph or a section of the body left and right mean something: a mirrored
 * chest is situs inversus, and nobody is imaged upside down. Microscopy, skin and the like have no such side.
 */
export const flip: ImageStep<null> = {
  name: 'flip',
  kind: 'augment',
  params: [
    { key: 'axis', kind: 'choice', choices: ['horizontal', 'vertical', 'both'], default: 'horizontal' },
  ],
  augment(picture, params, rng) {
    const sideways = params.axis !== 'vertical' && rng.next() < 0.5;
    const upsideDown = params.axis !== 'horizontal' && rng.next() < 0.5;
    return sideways || upsideDown ? mirrored(picture, sideways, upsideDown) : picture;
  },
  unsuited(info, params) {
    if (info.unit === 'colour') return null;
    return params.axis === 'vertical' ? 'flipUpsideDown' : 'flipChest';
  },
};
