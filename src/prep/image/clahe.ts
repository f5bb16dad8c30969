import { LEVELS, onGreyLevels } from './grey-levels';
import type { ImageStep } from './image-step';

/** The place of a pixel beyond the edge, mirrored about the outermost one (BORDER_REFLECT_101). */
function mirrored(place: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = place % period;
  return within < length ? within : period - within;
}

/** Counts above the limit are taken off and given back evenly, the remainder at even distances, as OpenCV does. */
function clip(counts: Int32Array, limit: number): void {
  let excess = 0;
  for (let level = 0; level < LEVELS; level++)
    if (counts[level] > limit) {
      excess += counts[level] - limit;
      counts[level] = limit;
    }
  const each = Math.floor(excess / LEVELS);
  for (let level = 0; level < LEVELS; level++) counts[level] += each;
  let left = excess - each * LEVELS;
  if (left === 0) return;
  const step = Math.max(1, Math.floor(LEVELS / left));
  for (let level = 0; level < LEVELS && left > 0; level += step, left--) counts[level]++;
}

/** Contrast-limited adaptive histogram equalization of 256 grey levels, [height, width], on `grid` tiles each way. */
function adapted(
  levels: Uint8Array,
  width: number,
  height: number,
  grid: number,
  limit: number,
): Float32Array {
  const whole = width % grid === 0 && height % grid === 0;
  const tileWidth = whole ? width / grid : Math.floor(width / grid) + 1;
  const tileHeight = whole ? height / grid : Math.floor(height / grid) + 1;
  const area = tileWidth * tileHeight;
  const most = Math.max(1, Math.floor((limit * area) / LEVELS));
  const tables = new Uint8Array(grid * grid * LEVELS);
  const counts = new Int32Array(LEVELS);
  const columns = Int32Array.from({ length: tileWidth * grid }, (_, x) => mirrored(x, width));
  for (let tile = 0; tile < grid * grid; tile++) {
    counts.fill(0);
    const [top, left] = [Math.floor(tile / grid) * tileHeight, (tile % grid) * tileWidth];
    for (let y = top; y < top + tileHeight; y++) {
      const row = mirrored(y, height) * width;
      for (let x = left; x < left + tileWidth; x++) counts[levels[row + columns[x]]]++;
    }
    clip(counts, most);
    for (let level = 0, sum = 0; level < LEVELS; level++) {
      sum += counts[level];
      tables[tile * LEVELS + level] = Math.min(LEVELS - 1, Math.round((sum * (LEVELS - 1)) / area));
    }
  }
  // Each pixel is read from the tables of the four tiles whose middles are nearest.
  const out = new Float32Array(width * height);
  const last = grid - 1;
  for (let y = 0, i = 0; y < height; y++) {
    const fy = y / tileHeight - 0.5;
    const above = Math.floor(fy);
    const wy = fy - above;
    const upper = Math.max(0, above) * grid;
    const lower = Math.min(last, above + 1) * grid;
    for (let x = 0; x < width; x++, i++) {
      const fx = x / tileWidth - 0.5;
      const before = Math.floor(fx);
      const wx = fx - before;
      const left = Math.max(0, before);
      const right = Math.min(last, before + 1);
      const level = levels[i];
      out[i] = Math.round(
        (tables[(upper + left) * LEVELS + level] * (1 - wx) + tables[(upper + right) * LEVELS + level] * wx) *
          (1 - wy) +
          (tables[(lower + left) * LEVELS + level] * (1 - wx) +
            tables[(lower + right) * LEVELS + level] * wx) *
            wy,
      );
    }
  }
  return out;
}

/**
 * CLAHE (Zuiderveld 1994) as cv2.createCLAHE has it, on 256 grey levels; of a colour picture on its brightness.
 * `clipLimit`: how many times its even share a grey level may count in a tile; `tiles`: tiles along each side.
 */
export const clahe: ImageStep<null> = {
  name: 'clahe',
  kind: 'map',
  params: [
    { key: 'clipLimit', kind: 'float', low: 1, high: 40, log: true, default: 2 },
    { key: 'tiles', kind: 'int', low: 1, high: 32, default: 8 },
  ],
  apply: (picture, { clipLimit, tiles }) =>
    onGreyLevels(picture, (levels, width, height) =>
      adapted(levels, width, height, Number(tiles), Number(clipLimit)),
    ),
  unsuited: ({ unit }) => (unit === 'hu' ? 'notWindowed' : null),
};
