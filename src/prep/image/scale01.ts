import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';
import { highest, lowest } from './own-range';

/**
 * Numbers from 0 to 1: by what they could be (0 and 255 for 8 bits), so that pictures stay comparable, or by the
 * smallest and largest of each picture. What lies outside is cut; a picture of one value becomes 0 by its own range.
 */
export const scale01: ImageStep<null> = {
  name: 'scale01',
  kind: 'map',
  params: [{ key: 'by', kind: 'choice', choices: ['nominal', 'picture'], default: 'nominal' }],
  apply(picture, { by }) {
    const { v, width, height, channels, unit } = picture;
    const [low, high] = by === 'picture' ? [lowest(v), highest(v)] : picture.range;
    const out = emptyPicture(
      { unit: unit === 'hu' ? 'intensity' : unit, range: [0, 1] },
      width,
      height,
      channels,
    );
    const factor = high > low ? 1 / (high - low) : 0;
    for (let i = 0; i < v.length; i++) out.v[i] = Math.min(1, Math.max(0, (v[i] - low) * factor));
    return out;
  },
  unsuited: ({ unit }, { by }) => (unit !== 'hu' ? null : by === 'picture' ? 'calibrated' : 'notWindowed'),
};
