import { emptyPicture, type Picture } from '../../data/images/picture';
import { greyOf } from './grey';
import type { ImageStep } from './image-step';

const CHANNELS = ['red', 'green', 'blue'];

/** (largest - smallest) / largest of the three, 0 for black: how far from grey, 0 to 1 (HSV). */
function saturation({ v, width, height, channels }: Picture): Picture {
  const out = emptyPicture({ unit: 'intensity', range: [0, 1] }, width, height, 1);
  for (let i = 0, at = 0; i < out.v.length; i++, at += channels) {
    const most = Math.max(v[at], v[at + 1], v[at + 2]);
    const least = Math.min(v[at], v[at + 1], v[at + 2]);
    out.v[i] = most > 0 ? Math.min(1, (most - least) / most) : 0;
  }
  return out;
}

/** One channel of a colour picture, its luminance (ITU-R BT.601), or how strong its colour is. Grey stays as it is. */
export const channelSelect: ImageStep<null> = {
  name: 'channel-select',
  kind: 'map',
  reshapes: true,
  params: [{ key: 'channel', kind: 'choice', choices: ['grey', ...CHANNELS, 'saturation'], default: 'grey' }],
  apply(picture, { channel }) {
    const { v, width, height, channels, unit, range } = picture;
    if (channels < 3 || channel === 'grey') return greyOf(picture);
    if (channel === 'saturation') return saturation(picture);
    const out = emptyPicture({ unit: unit === 'colour' ? 'intensity' : unit, range }, width, height, 1);
    for (let i = 0, at = CHANNELS.indexOf(String(channel)); i < out.v.length; i++, at += channels)
      out.v[i] = v[at];
    return out;
  },
  unsuited: ({ channels }) => (channels < 3 ? 'oneChannel' : null),
};
