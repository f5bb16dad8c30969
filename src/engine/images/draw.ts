import type { Picture } from '../../data/images/picture';
import type { Drawn } from './api';

const BINS = 64;
/** Shares of the numbers that black and white cut off, where no window is given. */
const [DARK, BRIGHT] = [0.005, 0.995];
/** Numbers looked at for the histogram and the window of a large picture. */
const GLANCE = 200_000;

/** Smallest and largest finite number; 0 and 1 where there is none. */
function extremes(v: Float32Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of v) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

function histogramOf(v: Float32Array, low: number, high: number): number[] {
  const bins = new Array<number>(BINS).fill(0);
  const scale = BINS / (high - low || 1);
  const stride = Math.max(1, Math.floor(v.length / GLANCE));
  for (let i = 0; i < v.length; i += stride)
    bins[Math.max(0, Math.min(BINS - 1, Math.floor((v[i] - low) * scale)))]++;
  return bins;
}

/** What is black and what is white: the given window, the nominal range of 8-bit and scaled pictures, else the bulk of the numbers. */
function grey(picture: Picture, window: readonly [number, number] | null): [number, number] {
  if (window) return [window[0] - window[1] / 2, window[0] + window[1] / 2];
  const [low, high] = picture.range;
  const [min, max] = extremes(picture.v);
  const inside = min >= low && max <= high;
  if (inside && (picture.unit === 'colour' || high - low <= 255)) return [low, high];
  const sample = picture.v
    .filter((_, i) => i % Math.max(1, Math.floor(picture.v.length / GLANCE)) === 0)
    .sort();
  const at = (share: number) => sample[Math.min(sample.length - 1, Math.floor(share * sample.length))];
  const [dark, bright] = [at(DARK), at(BRIGHT)];
  return bright > dark ? [dark, bright] : [min, max > min ? max : min + 1];
}

/**
 * A picture for the screen: at most `longest` pixels on its longer side (means of the pixels that fall together),
 * black and white as a viewer would set them.
 */
export function draw(
  picture: Picture,
  longest: number,
  window: readonly [number, number] | null = null,
): Drawn {
  const { channels, v } = picture;
  const shrink = Math.max(1, Math.max(picture.width, picture.height) / longest);
  const width = Math.max(1, Math.round(picture.width / shrink));
  const height = Math.max(1, Math.round(picture.height / shrink));
  const [black, white] = grey(picture, window);
  const scale = 255 / (white - black || 1);
  const rgba = new Uint8ClampedArray(width * height * 4);
  const colour = channels >= 3 ? [0, 1, 2] : [0, 0, 0];
  for (let y = 0; y < height; y++) {
    const [top, bottom] = span(y, height, picture.height);
    for (let x = 0; x < width; x++) {
      const [left, right] = span(x, width, picture.width);
      const at = (y * width + x) * 4;
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++)
            sum += v[(row * picture.width + column) * channels + colour[k]];
        rgba[at + k] = (sum / ((bottom - top) * (right - left)) - black) * scale;
      }
      rgba[at + 3] = 255;
    }
  }
  const [low, high] = extremes(v);
  return {
    width,
    height,
    rgba,
    histogram: histogramOf(v, low, high),
    low,
    high,
    unit: picture.unit,
    full: { width: picture.width, height: picture.height, channels },
  };
}

/** The pixels of `from` that fall on pixel `i` of `to`. */
function span(i: number, to: number, from: number): [number, number] {
  const start = Math.floor((i * from) / to);
  return [start, Math.max(start + 1, Math.floor(((i + 1) * from) / to))];
}
