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

/** The two tiles whose middles are nearest before and behind each place along a side, and how near the second is. */
function between(length: number, tile: number, grid: number) {
  const [before, behind] = [new Int32Array(length), new Int32Array(length)];
  const share = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const place = i / tile - 0.5;
    const first = Math.floor(place);
    share[i] = place - first;
    before[i] = Math.max(0, first);
    behind[i] = Math.min(grid - 1, first + 1);
  }
  return { before, behind, share };
}

/** For each tile, row by row, what each of 256 grey levels becomes. Tiles reach over the edges, where pixels are mirrored. */
function tileTables(
  levels: Uint8ClampedArray,
  [width, height]: readonly [number, number],
  [tileWidth, tileHeight]: readonly [number, number],
  grid: number,
  limit: number,
): Uint8ClampedArray {
  const area = tileWidth * tileHeight;
  const most = Math.max(1, Math.floor((limit * area) / LEVELS));
  const tables = new Uint8ClampedArray(grid * grid * LEVELS);
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
      tables[tile * LEVELS + level] = (sum * (LEVELS - 1)) / area;
    }
  }
  return tables;
}

/** Contrast-limited adaptive histogram equalization of 256 grey levels, [height, width], on `grid` tiles each way. */
function adapted(
  levels: Uint8ClampedArray,
  width: number,
  height: number,
  grid: number,
  limit: number,
): Uint8ClampedArray {
  const whole = width % grid === 0 && height % grid === 0;
  const tileOf = (length: number) => (whole ? length / grid : Math.floor(length / grid) + 1);
  const tile = [tileOf(width), tileOf(height)] as const;
  const tables = tileTables(levels, [width, height], tile, grid, limit);
  const across = between(width, tile[0], grid);
  const down = between(height, tile[1], grid);
  const out = new Uint8ClampedArray(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const upper = down.before[y] * grid;
    const lower = down.behind[y] * grid;
    const below = down.share[y];
    for (let x = 0; x < width; x++, i++) {
      const left = across.before[x];
      const right = across.behind[x];
      const wx = across.share[x];
      const level = levels[i];
      const above =
        tables[(upper + left) * LEVELS + level] * (1 - wx) + tables[(upper + right) * LEVELS + level] * wx;
      const under =
        tables[(lower + left) * LEVELS + level] * (1 - wx) + tables[(lower + right) * LEVELS + level] * wx;
      out[i] = above * (1 - below) + under * below;
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
