import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

/** Grey three times over, for networks that were made for colour. What has three channels or more keeps the first three. */
export const toColour: ImageStep<null> = {
  name: 'to-colour',
  kind: 'map',
  reshapes: true,
  params: [],
  apply(picture) {
    const { v, width, height, channels } = picture;
    if (channels === 3) return picture;
    const out = emptyPicture(picture, width, height, 3);
    const [green, blue] = channels > 3 ? [1, 2] : [0, 0];
    for (let at = 0, o = 0; at < v.length; at += channels, o += 3) {
      out.v[o] = v[at];
      out.v[o + 1] = v[at + green];
      out.v[o + 2] = v[at + blue];
    }
    return out;
  },
  unsuited: ({ channels }) => (channels >= 3 ? 'alreadyColour' : null),
};
