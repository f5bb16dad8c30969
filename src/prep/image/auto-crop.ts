import type { Picture } from '../../data/images/picture';
import { components, largest } from './components';
import { crop } from './crop';
import { greyOf } from './grey';
import type { ImageStep, Region } from './image-step';
import { otsu } from './otsu';
import { highest, lowest } from './own-range';
import { overview } from './resample';

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

/** Whether most of the outermost pixels are bright: then what is looked for is dark. */
function brightAround({ v, width, height }: Picture, threshold: number): boolean {
  let [bright, all] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x += y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)) {
      all++;
      if (v[y * width + x] > threshold) bright++;
    }
  return 2 * bright > all;
}

/** Box of the largest connected foreground by Otsu's threshold; null where all is alike. */
function foregroundBox(grey: Picture, foreground: unknown): Region | null {
  const { v, width, height } = grey;
  const threshold = otsu(v);
  const dark = foreground === 'dark' || (foreground === 'auto' && brightAround(grey, threshold));
  const mask = new Uint8Array(v.length);
  for (let i = 0; i < v.length; i++) mask[i] = v[i] > threshold !== dark ? 1 : 0;
  return largest(components(mask, width, height).list) ?? null;
}

/**
 * Crops to the largest connected foreground with a margin around it: even borders are trimmed first, then Otsu's
 * threshold parts foreground from background (skimage.filters.threshold_otsu, skimage.measure.label). A picture in
 * which nothing stands out stays as it is.
 */
export const autoCrop: ImageStep<null> = {
  name: 'auto-crop',
  kind: 'map',
  params: [
    { key: 'foreground', kind: 'choice', choices: ['auto', 'bright', 'dark'], default: 'auto' },
    { key: 'margin', kind: 'float', low: 0, high: 0.5, default: 0.05 },
  ],
  apply(picture, { foreground, margin }) {
    const small = overview(greyOf(picture), OVERVIEW);
    const inner = withoutBorders(small);
    const box = foregroundBox(crop(small, inner), foreground);
    if (!box) return picture;
    /** A stretch of the overview with its margin, as first pixel and length in the picture itself. */
    const grown = (start: number, length: number, from: number, limit: number, scale: number) => {
      const more = Number(margin) * length;
      const first = Math.floor((from + Math.max(0, start - more)) * scale + 1e-6);
      const end = Math.ceil((from + Math.min(limit, start + length + more)) * scale - 1e-6);
      return [first, Math.max(1, end - first)];
    };
    const [x, width] = grown(box.x, box.width, inner.x, inner.width, picture.width / small.width);
    const [y, height] = grown(box.y, box.height, inner.y, inner.height, picture.height / small.height);
    return crop(picture, { x, y, width, height });
  },
};
