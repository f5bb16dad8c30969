import { emptyPicture, type Picture } from '../../data/images/picture';

/** Red, green and blue to luminance (ITU-R BT.601), as cv2.COLOR_RGB2GRAY has them. */
const LUMINANCE = [0.299, 0.587, 0.114] as const;

/** A picture of one channel: luminance of a colour picture, the mean of other channels; of one channel itself. */
export function greyOf(picture: Picture): Picture {
  const { v, width, height, channels, unit, range } = picture;
  if (channels === 1) return picture;
  const colour = unit === 'colour' && channels >= 3;
  const out = emptyPicture({ unit: colour ? 'intensity' : unit, range }, width, height, 1);
  for (let i = 0, at = 0; i < out.v.length; i++, at += channels) {
    if (colour) {
      out.v[i] = LUMINANCE[0] * v[at] + LUMINANCE[1] * v[at + 1] + LUMINANCE[2] * v[at + 2];
      continue;
    }
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += v[at + c];
    out.v[i] = sum / channels;
  }
  return out;
}
