import type { Picture } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import { components, largest } from './components';
import { crop } from './crop';
import { foregroundMask } from './foreground';
import { greyOf } from './grey';
import type { ImageStep, Region } from './image-step';
import { highest, lowest } from './own-range';
import { overview, wholeOf } from './resample';

/** The foreground is looked for on a copy whose longer side has at most as many pixels. */
const OVERVIEW = 256;

/** A row or column whose values differ by at most this share of the whole picture's is border. */
const FLAT = 0.02;

/** What is left of a grey picture without the even rows and columns at its edges; the whole where nothing would be. */
function withoutBorders({ v, width, height }: Picture): Region {
  const even = FLAT * (highest(v) - lowest(v));
  let [left, right, top, bottom] = [0, width - 1, 0, height - 1];
  const flat = (start: number, step: number, count: number): boolean => {
    let [low, high] = [v[start], v[start]];
    for (let k = 1, i = start + step; k < count; k++, i += step) {
      if (v[i] < low) low = v[i];
      if (v[i] > high) high = v[i];
    }
    return high - low <= even;
  };
  const row = (y: number) => flat(y * width + left, 1, right - left + 1);
  const column = (x: number) => flat(top * width + x, width, bottom - top + 1);
  for (let before = -1; before !== left + right + top + bottom; ) {
    before = left + right + top + bottom;
    while (top < bottom && row(top)) top++;
    while (bottom > top && row(bottom)) bottom--;
    while (left < right && column(left)) left++;
    while (right > left && column(right)) right--;
  }
  return top >= bottom || left >= right
    ? { x: 0, y: 0, width, height }
    : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The largest connected foreground with its margin; null where nothing stands out. */
function foundIn(picture: Picture, { foreground, margin }: ParamValues): Region | null {
  const small = overview(greyOf(picture), OVERVIEW);
  const inner = withoutBorders(small);
  const mask = foregroundMask(crop(small, inner), foreground as 'auto' | 'bright' | 'dark');
  const box = largest(components(mask, inner.width, inner.height).list);
  if (!box) return null;
  /** A stretch of the overview with its margin, as first pixel and length in the picture itself. */
  const grown = (start: number, length: number, from: number, limit: number, scale: number) => {
    const more = Number(margin) * length;
    const first = Math.floor((from + Math.max(0, start - more)) * scale + 1e-6);
    const end = Math.ceil((from + Math.min(limit, start + length + more)) * scale - 1e-6);
    return [first, Math.max(1, end - first)];
  };
  const [x, width] = grown(box.x, box.width, inner.x, inner.width, picture.width / small.width);
  const [y, height] = grown(box.y, box.height, inner.y, inner.height, picture.height / small.height);
  return { x, y, width, height };
}

/**
 * Crops to the largest connected foreground with a margin around it: even borders are trimmed first, then Otsu's
 * threshold, twice where there are three shades, parts foreground from background (skimage.filters.threshold_otsu,
 * skimage.measure.label). A picture in
 * which nothing stands out stays as it is.
 */
export const autoCrop: ImageStep<null> = {
  name: 'auto-crop',
  kind: 'map',
  reshapes: true,
  params: [
    { key: 'foreground', kind: 'choice', choices: ['auto', 'bright', 'dark'], default: 'auto' },
    { key: 'margin', kind: 'float', low: 0, high: 0.5, default: 0.05 },
  ],
  frame: (picture, params) => foundIn(picture, params) ?? wholeOf(picture),
  apply(picture, params) {
    const found = foundIn(picture, params);
    return found ? crop(picture, found) : picture;
  },
};
