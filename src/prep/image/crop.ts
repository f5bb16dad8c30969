import { emptyPicture, type Picture } from '../../data/images/picture';
import type { Region } from './image-step';

/** A copy of a region, which lies within the picture. */
export function crop(picture: Picture, { x, y, width, height }: Region): Picture {
  const { channels } = picture;
  const out = emptyPicture(picture, width, height, channels);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * channels;
    out.v.set(picture.v.subarray(from, from + width * channels), row * width * channels);
  }
  return out;
}
