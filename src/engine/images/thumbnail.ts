import type { PictureInfo, Pixels } from '../../data/images/picture';

/** Longest side of a stored thumbnail in pixels. */
export const THUMB = 96;

/** A small picture for the gallery, 8 bits a channel: one channel is grey, three are red, green and blue. */
export interface Thumbnail {
  width: number;
  height: number;
  channels: 1 | 3;
  v: Uint8Array;
}

/** Values that are looked at for a window. */
const SAMPLE = 20_000;

/**
 * Lowest and highest number that are shown: 0 and 255 as they are for 8 bits; else the 1st and 99th percentile, as
 * viewers open a picture without a window of its own.
 */
export function shownRange(v: Pixels | Float32Array, eightBits: boolean): [number, number] {
  if (eightBits) return [0, 255];
  const step = Math.max(1, Math.floor(v.length / SAMPLE));
  const sample = Float32Array.from({ length: Math.floor(v.length / step) }, (_, i) => v[i * step]).sort();
  const at = (share: number) => sample[Math.min(sample.length - 1, Math.floor(share * sample.length))] ?? 0;
  const [low, high] = [at(0.01), at(0.99)];
  return high > low ? [low, high] : [sample[0] ?? 0, sample.at(-1) ?? 1];
}

/** Each pixel the mean of those that fall in it; a picture that is smaller already stays as it is. */
export function thumbnailOf({ width, height, channels }: PictureInfo, v: Pixels): Thumbnail {
  const shrink = Math.min(1, THUMB / Math.max(width, height));
  const small = {
    width: Math.max(1, Math.round(width * shrink)),
    height: Math.max(1, Math.round(height * shrink)),
    channels: channels >= 3 ? (3 as const) : (1 as const),
  };
  const [low, high] = shownRange(v, v instanceof Uint8Array);
  const scale = high > low ? 255 / (high - low) : 0;
  const out = new Uint8Array(small.width * small.height * small.channels);
  for (let y = 0; y < small.height; y++) {
    const y0 = Math.floor((y * height) / small.height);
    const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * height) / small.height));
    for (let x = 0; x < small.width; x++) {
      const x0 = Math.floor((x * width) / small.width);
      const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * width) / small.width));
      for (let c = 0; c < small.channels; c++) {
        let sum = 0;
        for (let row = y0; row < y1; row++)
          for (let column = x0; column < x1; column++) sum += v[(row * width + column) * channels + c];
        const mean = sum / ((y1 - y0) * (x1 - x0));
        out[(y * small.width + x) * small.channels + c] = Math.min(
          255,
          Math.max(0, Math.round((mean - low) * scale)),
        );
      }
    }
  }
  return { ...small, v: out };
}

/** Letter-boxed on black into `rgba` (size x size x 4, from byte `at`); smaller ones are enlarged by whole pixels. */
export function drawThumbnail(thumb: Thumbnail, size: number, rgba: Uint8ClampedArray, at: number): void {
  const scale = size / Math.max(thumb.width, thumb.height);
  const [width, height] = [Math.round(thumb.width * scale), Math.round(thumb.height * scale)];
  const [left, top] = [(size - width) >> 1, (size - height) >> 1];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const to = at + (y * size + x) * 4;
      rgba[to + 3] = 255;
      const inside = x >= left && x < left + width && y >= top && y < top + height;
      if (!inside) {
        rgba.fill(0, to, to + 3);
        continue;
      }
      const from =
        (Math.min(thumb.height - 1, Math.floor((y - top) / scale)) * thumb.width +
          Math.min(thumb.width - 1, Math.floor((x - left) / scale))) *
        thumb.channels;
      for (let c = 0; c < 3; c++) rgba[to + c] = thumb.v[from + (thumb.channels === 3 ? c : 0)];
    }
}
