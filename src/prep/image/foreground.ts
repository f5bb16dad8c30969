import type { Picture } from '../../data/images/picture';
import { otsu } from './otsu';

/** A third class counts from this share of the distance between dark and bright on: less is the ground's own unrest. */
const APART = 0.2;

/** Depth of the edge as a share of the shorter side: a drawn line around a picture is not its ground. */
const EDGE = 0.03;

/** Share of the edge that must be bright for what is looked for to be dark. */
const BRIGHT_AROUND = 0.95;

function meanOf(v: Float32Array, above: number, upTo: number): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < v.length; i++)
    if (v[i] > above && v[i] <= upTo) {
      sum += v[i];
      count++;
    }
  return sum / count;
}

/**
 * The value above which a pixel is foreground. Otsu's threshold parts two classes; where there are three (a head in
 * MR: air, brain, a bright tumour), the darker one is parted again, so that brain is no background.
 */
function threshold(v: Float32Array): number {
  const upper = otsu(v);
  const lower = otsu(v.filter((x) => x <= upper));
  const ground = meanOf(v, Number.NEGATIVE_INFINITY, lower);
  const between = meanOf(v, lower, upper) - ground;
  const whole = meanOf(v, upper, Number.POSITIVE_INFINITY) - ground;
  return between >= APART * whole ? lower : upper;
}

function brightAround({ v, width, height }: Picture): boolean {
  const limit = otsu(v);
  const depth = Math.max(1, Math.round(EDGE * Math.min(width, height)));
  let [bright, all] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const inside = y >= depth && y < height - depth && x >= depth && x < width - depth;
      if (inside) {
        // On to the right edge.
        x = width - depth - 1;
        continue;
      }
      all++;
      if (v[y * width + x] > limit) bright++;
    }
  return bright >= BRIGHT_AROUND * all;
}

/** 1 where a grey picture shows more than background, [height, width]. auto: dark where nearly all its edge is bright. */
export function foregroundMask(grey: Picture, foreground: 'auto' | 'bright' | 'dark'): Uint8Array {
  const dark = foreground === 'dark' || (foreground === 'auto' && brightAround(grey));
  const v = dark ? grey.v.map((x) => -x) : grey.v;
  const limit = threshold(v);
  const mask = new Uint8Array(v.length);
  for (let i = 0; i < v.length; i++) mask[i] = v[i] > limit ? 1 : 0;
  return mask;
}
