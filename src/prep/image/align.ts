import type { Picture } from '../../data/images/picture';
import { correlate, type Field, fieldOf, type Motion } from './enhanced-correlation';
import { gaussianBlur } from './gaussian-blur';
import { type Affine, warp } from './warp';

/** The coarsest level's shorter side is at least this many pixels. */
const COARSEST = 12;
/** Where the search on the coarsest level looks: a share of its sides, and degrees to either side. */
const FARTHEST = 0.2;
const TURNS = [0, -20, -10, 10, 20];
/** What another start must correlate better by, to be taken instead of none. */
const MARGIN = 0.02;

const STAY: Affine = [1, 0, 0, 0, 1, 0];

/** A grey picture at its size, half of it, a quarter and so on, the finest first, each a little smoothed. */
export function pyramid(picture: Picture): Field[] {
  const levels: Field[] = [];
  for (let level = picture; ; ) {
    const smooth = { ...level, v: gaussianBlur(level, 1) };
    levels.push(fieldOf(smooth));
    const [width, height] = [level.width >> 1, level.height >> 1];
    if (Math.min(width, height) < COARSEST) return levels;
    const [sx, sy] = [level.width / width, level.height / height];
    level = warp(smooth, [sx, 0, (sx - 1) / 2, 0, sy, (sy - 1) / 2], width, height);
  }
}

/** A map between pixels of pictures that are `sx` and `sy` times as large; pixels' middles at whole numbers. */
export function enlarged([a, b, c, d, e, f]: Affine, sx: number, sy: number): Affine {
  const [ox, oy] = [(sx - 1) / 2, (sy - 1) / 2];
  const [b2, d2] = [(b * sx) / sy, (d * sy) / sx];
  return [a, b2, sx * c + ox - a * ox - b2 * oy, d2, e, sy * f + oy - d2 * ox - e * oy];
}

/** Correlation of two fields under a map, without moving it: what is sent outside is left out. */
function correlationAt(reference: Field, moving: Field, [a, b, c, d, e, f]: Affine): number {
  const { width, height } = reference;
  let [n, s, t, ss, tt, st] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sx = Math.round(a * x + b * y + c);
      const sy = Math.round(d * x + e * y + f);
      if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
      const seen = moving.v[sy * width + sx];
      const wanted = reference.v[y * width + x];
      n++;
      s += seen;
      t += wanted;
      ss += seen * seen;
      tt += wanted * wanted;
      st += seen * wanted;
    }
  const both = (ss - (s * s) / n) * (tt - (t * t) / n);
  return n < 0.5 * width * height || !(both > 0) ? -1 : (st - (s * t) / n) / Math.sqrt(both);
}

/** A start on the coarsest level: whole pixels and a few turns tried in turn, from near to far. */
function search(reference: Field, moving: Field, motion: Motion): Affine {
  const { width, height } = reference;
  const [mx, my] = [(width - 1) / 2, (height - 1) / 2];
  const [reachX, reachY] = [Math.floor(FARTHEST * width), Math.floor(FARTHEST * height)];
  let best = STAY;
  let most = correlationAt(reference, moving, STAY) + MARGIN;
  for (const degrees of motion === 'translation' ? [0] : TURNS) {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    for (let dy = -reachY; dy <= reachY; dy++)
      for (let dx = -reachX; dx <= reachX; dx++) {
        const map: Affine = [
          cos,
          -sin,
          mx - cos * mx + sin * my + dx,
          sin,
          cos,
          my - sin * mx - cos * my + dy,
        ];
        const correlation = correlationAt(reference, moving, map);
        if (correlation > most) {
          most = correlation;
          best = map;
        }
      }
  }
  return best;
}

/**
 * The map that lays a picture upon a reference of the same size, both as pyramids: searched on the coarsest level and
 * followed down to the finest. Null where none correlates better than leaving it, or where the best one is no likely
 * placing of a patient: area changed to less than half or more than double, or the middle moved by half a side.
 */
export function align(reference: Field[], moving: Field[], motion: Motion): Affine | null {
  const coarsest = reference.length - 1;
  let map = search(reference[coarsest], moving[coarsest], motion);
  let correlation = -1;
  for (let level = coarsest; level >= 0; level--) {
    const { width, height } = reference[level];
    if (level < coarsest)
      map = enlarged(map, width / reference[level + 1].width, height / reference[level + 1].height);
    ({ map, correlation } = correlate(reference[level], moving[level], motion, map));
  }
  const { width, height } = reference[0];
  const [a, b, c, d, e, f] = map;
  const [mx, my] = [(width - 1) / 2, (height - 1) / 2];
  const area = a * e - b * d;
  const far =
    Math.abs(a * mx + b * my + c - mx) > width / 2 || Math.abs(d * mx + e * my + f - my) > height / 2;
  if (far || !(area > 0.5 && area < 2)) return null;
  return correlation > correlationAt(reference[0], moving[0], STAY) ? map : null;
}
