import { emptyPicture, type Picture } from '../../data/images/picture';
import { highest, lowest } from './own-range';

/** Grey levels of 8 bits. */
export const LEVELS = 256;

/**
 * The range that 256 levels are spread over: what the numbers could be for 8 bits and scaled pictures; for more
 * (12 bits stored in 16 use a sixteenth of what they could) the picture's own smallest and largest.
 */
const spread = ({ v, range }: Picture): readonly [number, number] =>
  range[1] - range[0] <= LEVELS - 1 ? range : [lowest(v), highest(v)];

/** Each number as one of 256 levels: such an array rounds to the nearest, halves to even as OpenCV does, and cuts. */
function toLevels(v: Float32Array, [low, high]: readonly [number, number]): Uint8ClampedArray {
  const levels = new Uint8ClampedArray(v.length);
  const factor = high > low ? (LEVELS - 1) / (high - low) : 0;
  for (let i = 0; i < v.length; i++) levels[i] = (v[i] - low) * factor;
  return levels;
}

/**
 * A picture whose grey levels are changed, spread over its whole range again. Of a colour picture it is the
 * brightness that changes (V of HSV, the largest of the three, as skimage.exposure.equalize_adapthist does), so
 * that hue and strength of colour stay; other channels are each changed by themselves.
 */
export function onGreyLevels(
  picture: Picture,
  change: (levels: Uint8ClampedArray, width: number, height: number) => Uint8ClampedArray,
): Picture {
  const { v, width, height, channels, unit, range } = picture;
  const [low, high] = range;
  const size = width * height;
  const out = emptyPicture(picture, width, height, channels);
  const levelsToRange = (high - low) / (LEVELS - 1);
  const over = spread(picture);
  const one = new Float32Array(size);
  if (unit === 'colour' && channels === 3) {
    for (let i = 0, at = 0; i < size; i++, at += 3) one[i] = Math.max(v[at], v[at + 1], v[at + 2]);
    const changed = change(toLevels(one, over), width, height);
    for (let i = 0, at = 0; i < size; i++, at += 3) {
      const bright = changed[i] * levelsToRange;
      const before = one[i] - low;
      for (let c = 0; c < 3; c++)
        out.v[at + c] = low + (before > 0 ? (Math.max(0, v[at + c] - low) / before) * bright : bright);
    }
    return out;
  }
  for (let c = 0; c < channels; c++) {
    for (let i = 0, at = c; i < size; i++, at += channels) one[i] = v[at];
    const changed = change(toLevels(one, over), width, height);
    for (let i = 0, at = c; i < size; i++, at += channels) out.v[at] = low + changed[i] * levelsToRange;
  }
  return out;
}
