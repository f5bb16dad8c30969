import { emptyPicture, type Picture } from '../../data/images/picture';
import type { Region } from './image-step';

/** Which source values an output value is the sum of: `count[i]` of them from `first[i]`, weights in a row from `at[i]`. */
interface Taps {
  first: Int32Array;
  count: Int32Array;
  at: Int32Array;
  weights: Float32Array;
}

/** Shares of a pixel below this are left out, as OpenCV does. */
const SLIVER = 1e-3;

/** Each output value is the mean of the stretch of source values that it covers (OpenCV's INTER_AREA). */
function areaTaps(from: number, to: number): [number, number[]][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * scale, (i + 1) * scale];
    const cell = Math.min(scale, from - start);
    const last = Math.min(Math.floor(end), from - 1);
    const whole = Math.min(Math.ceil(start), last);
    const weights: number[] = Array(last - whole).fill(1 / cell);
    const before = whole - start > SLIVER;
    if (before) weights.unshift((whole - start) / cell);
    if (end - last > SLIVER) weights.push(Math.min(end - last, 1, cell) / cell);
    return [before ? whole - 1 : whole, weights];
  });
}

/** Between the two nearest source values; beyond the outermost middles, those themselves (OpenCV's INTER_LINEAR). */
function linearTaps(from: number, to: number): [number, number[]][] {
  return Array.from({ length: to }, (_, i) => {
    const place = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const below = Math.floor(place);
    return place === below ? [below, [1]] : [below, [1 - (place - below), place - below]];
  });
}

/** Pictures of one study have few sizes: their weights are kept, the oldest goes first. */
const KEPT = 16;
const kept = new Map<string, Taps>();

function taps(from: number, to: number): Taps {
  const key = `${from} ${to}`;
  const known = kept.get(key);
  if (known) return known;
  const made = makeTaps(from, to);
  if (kept.size >= KEPT) kept.delete([...kept.keys()][0]);
  kept.set(key, made);
  return made;
}

function makeTaps(from: number, to: number): Taps {
  const list = to < from ? areaTaps(from, to) : linearTaps(from, to);
  const at = new Int32Array(to);
  for (let i = 1; i < to; i++) at[i] = at[i - 1] + list[i - 1][1].length;
  return {
    first: Int32Array.from(list, ([first]) => first),
    count: Int32Array.from(list, ([, weights]) => weights.length),
    at,
    weights: Float32Array.from(list.flatMap(([, weights]) => weights)),
  };
}

/**
 * A region of a picture at another size, [height, width] pixels: along each axis the mean of the area where it
 * shrinks (cv2.INTER_AREA), bilinear where it grows (cv2.INTER_LINEAR). Rows first, then columns.
 */
export function resample(picture: Picture, region: Region, width: number, height: number): Picture {
  const { v, channels } = picture;
  const across = taps(region.width, width);
  const down = taps(region.height, height);
  const stride = width * channels;
  const narrow = new Float32Array(region.height * stride);
  for (let y = 0; y < region.height; y++) {
    const source = ((region.y + y) * picture.width + region.x) * channels;
    let to = y * stride;
    for (let x = 0; x < width; x++) {
      const start = source + across.first[x] * channels;
      const from = across.at[x];
      const count = across.count[x];
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0, i = start + c; k < count; k++, i += channels) sum += across.weights[from + k] * v[i];
        narrow[to++] = sum;
      }
    }
  }
  const out = emptyPicture(picture, width, height, channels);
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    for (let k = 0; k < down.count[y]; k++) {
      const weight = down.weights[down.at[y] + k];
      const source = (down.first[y] + k) * stride;
      for (let x = 0; x < stride; x++) out.v[row + x] += weight * narrow[source + x];
    }
  }
  return out;
}

export const wholeOf = ({ width, height }: Pick<Picture, 'width' | 'height'>): Region => ({
  x: 0,
  y: 0,
  width,
  height,
});

/** Smaller, so that neither side is longer than `longest`; as it is where it is small enough. */
export function overview(picture: Picture, longest: number): Picture {
  const { width, height } = picture;
  const scale = longest / Math.max(width, height);
  if (scale >= 1) return picture;
  const size = (length: number) => Math.max(1, Math.round(length * scale));
  return resample(picture, wholeOf(picture), size(width), size(height));
}
