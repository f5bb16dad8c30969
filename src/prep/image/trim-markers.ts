import type { Picture } from '../../data/images/picture';
import { quantiles } from '../quantiles';
import { type Component, components, largest } from './components';
import { foregroundMask } from './foreground';
import { greyOf } from './grey';
import type { ImageStep, Region } from './image-step';
import { overview } from './resample';

/** Markers are looked for on a copy whose longer side has at most as many pixels. */
const OVERVIEW = 512;

/** Pixels around a marker that are blanked with it: letters have soft edges. */
const SOFT_EDGE = 2;

/** Pixels around those whose median fills the gap. */
const AROUND = 4;

/** A region with `by` more pixels on every side, within the picture. */
function grown({ x, y, width, height }: Region, by: number, within: Picture): Region {
  const [left, top] = [Math.max(0, x - by), Math.max(0, y - by)];
  return {
    x: left,
    y: top,
    width: Math.min(within.width, x + width + by) - left,
    height: Math.min(within.height, y + height + by) - top,
  };
}

/** For each channel the median of the dark pixels around a marker; the darkest of the range where there are none. */
function surroundings(picture: Picture, mask: Uint8Array, marker: Region): number[] {
  const { v, channels, width, range } = picture;
  const { x, y, ...size } = grown(marker, AROUND + SOFT_EDGE, picture);
  const inner = grown(marker, SOFT_EDGE, picture);
  const ring: number[] = [];
  for (let row = y; row < y + size.height; row++)
    for (let column = x; column < x + size.width; column++) {
      const inside =
        row >= inner.y && row < inner.y + inner.height && column >= inner.x && column < inner.x + inner.width;
      if (!inside && mask[row * width + column] === 0) ring.push(row * width + column);
    }
  return Array.from({ length: channels }, (_, c) =>
    ring.length === 0
      ? range[0]
      : quantiles(
          Float64Array.from(ring, (at) => v[at * channels + c]),
          [0.5],
        )[0],
  );
}

/**
 * Letters and markers burned into the border are blanked: bright parts (Otsu) that are not the largest one, of at
 * most a share of the picture each, and wholly within a share of the picture from one of its edges. What lies over
 * the main foreground itself is not found.
 */
export const trimMarkers: ImageStep<null> = {
  name: 'trim-markers',
  kind: 'map',
  params: [
    { key: 'border', kind: 'float', low: 0.02, high: 0.5, default: 0.25 },
    { key: 'size', kind: 'float', low: 0.0005, high: 0.05, log: true, default: 0.01 },
  ],
  apply(picture, { border, size }) {
    const small = overview(picture, OVERVIEW);
    const { width, height } = small;
    const mask = foregroundMask(greyOf(small), 'bright');
    const { list, labels } = components(mask, width, height);
    const main = largest(list);
    const share = Number(border);
    const atBorder = (c: Component) =>
      c.x + c.width <= share * width ||
      c.x >= (1 - share) * width ||
      c.y + c.height <= share * height ||
      c.y >= (1 - share) * height;
    const isMarker = list.map((c) => c !== main && c.area <= Number(size) * width * height && atBorder(c));
    if (!isMarker.includes(true)) return picture;
    const fills = list.map((c, i) => (isMarker[i] ? surroundings(small, mask, c) : []));
    /** The marker a pixel of the overview belongs to or lies close to, or -1. */
    const markerNear = (x: number, y: number): number => {
      for (let ny = Math.max(0, y - SOFT_EDGE); ny <= Math.min(height - 1, y + SOFT_EDGE); ny++)
        for (let nx = Math.max(0, x - SOFT_EDGE); nx <= Math.min(width - 1, x + SOFT_EDGE); nx++) {
          const label = labels[ny * width + nx] - 1;
          if (label >= 0 && isMarker[label]) return label;
        }
      return -1;
    };
    const out: Picture = { ...picture, v: picture.v.slice() };
    for (let i = 0; i < list.length; i++) {
      if (!isMarker[i]) continue;
      const zone = grown(list[i], SOFT_EDGE, small);
      for (let y = zone.y; y < zone.y + zone.height; y++)
        for (let x = zone.x; x < zone.x + zone.width; x++) {
          const own = labels[y * width + x] - 1;
          // The main foreground keeps its own pixels, however close a letter stands.
          if (own >= 0 && !isMarker[own]) continue;
          if (markerNear(x, y) !== i) continue;
          blank(out, x, y, small, fills[i]);
        }
    }
    return out;
  },
};

/** Fills what a pixel of the overview stands for in the picture itself. */
function blank(
  { v, width, height, channels }: Picture,
  x: number,
  y: number,
  small: Picture,
  fill: number[],
): void {
  const [right, down] = [width / small.width, height / small.height];
  for (let row = Math.floor(y * down); row < Math.min(height, Math.ceil((y + 1) * down)); row++)
    for (let column = Math.floor(x * right); column < Math.min(width, Math.ceil((x + 1) * right)); column++)
      for (let c = 0; c < channels; c++) v[(row * width + column) * channels + c] = fill[c];
}
