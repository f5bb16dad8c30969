import type { Picture } from '../../data/images/picture';
import { otsu } from './otsu';

/** A picture with less colour than this, anywhere, is grey for our purpose (saturation, 0 to 1). */
const COLOURLESS = 0.08;
/** Two kinds of pixel that are nearer than this share of the range are one. */
const ALIKE = 0.05;

/** Saturation of hue, saturation, value: 0 grey, 1 pure; 0 for black. */
function saturation({ channels, v, range }: Picture): Float32Array {
  const out = new Float32Array(v.length / channels);
  for (let i = 0, p = 0; i < out.length; i++, p += channels) {
    const most = Math.max(v[p], v[p + 1], v[p + 2]) - range[0];
    const least = Math.min(v[p], v[p + 1], v[p + 2]) - range[0];
    out[i] = most > 0 ? (most - least) / most : 0;
  }
  return out;
}

function intensity({ channels, v }: Picture): Float32Array {
  const out = new Float32Array(v.length / channels);
  for (let i = 0, p = 0; i < out.length; i++) for (let k = 0; k < channels; k++) out[i] += v[p++] / channels;
  return out;
}

/** Mean of what lies above a threshold less the mean of what does not. */
function apart(v: Float32Array, threshold: number): number {
  let above = 0;
  let sumAbove = 0;
  let sumBelow = 0;
  for (let i = 0; i < v.length; i++)
    if (v[i] > threshold) {
      above++;
      sumAbove += v[i];
    } else sumBelow += v[i];
  return above === 0 || above === v.length ? 0 : sumAbove / above - sumBelow / (v.length - above);
}

/**
 * Where a picture shows something, 1, and where nothing, 0. Stained tissue has colour and glass has none: parted by
 * Otsu's threshold on saturation. A picture without colour is parted by intensity, and the side that most of its edge
 * belongs to is background: dark round a body, bright round a slide. Where nothing can be told apart, all is 1.
 */
export function tissueMask(picture: Picture): Uint8Array {
  const { width, height, channels, range } = picture;
  if (channels === 3) {
    const colour = saturation(picture);
    const threshold = otsu(colour);
    if (apart(colour, threshold) > COLOURLESS) return Uint8Array.from(colour, (s) => (s > threshold ? 1 : 0));
  }
  const grey = intensity(picture);
  const threshold = otsu(grey);
  if (apart(grey, threshold) < ALIKE * (range[1] - range[0])) return new Uint8Array(grey.length).fill(1);
  let edge = 0;
  let bright = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x += y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)) {
      edge++;
      if (grey[y * width + x] > threshold) bright++;
    }
  const background = 2 * bright > edge;
  return Uint8Array.from(grey, (value) => (value > threshold !== background ? 1 : 0));
}
