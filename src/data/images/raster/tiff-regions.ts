import { emptyPicture, type Picture, type Pixels } from '../picture';
import { openTiff, type TiffPage } from './tiff-page';
import { channelsOf, readPart, unitOf } from './tiff-pixels';

/** A picture too large to be held, read by regions. */
export interface TiledTiff {
  /** Pixels of the whole at full size. */
  width: number;
  height: number;
  channels: number;
  /** Pixels of a tile: regions that follow its borders read nothing twice. A strip is as wide as the picture. */
  tile: { width: number; height: number };
  /**
   * The region at (x, y) of `width` x `height` pixels at full size, made smaller by `scale` (0 < scale <= 1; 0.25: a
   * quarter of the width). Each number is the mean of the pixels that fall in it. A smaller copy in the file is used
   * where it is large enough. The region must lie in the picture (RangeError).
   */
  readRegion(x: number, y: number, width: number, height: number, scale?: number): Promise<Picture>;
  /** Whole rows from row `y` on, [height, width, channels] in their narrowest exact type. */
  readRows(y: number, height: number): Promise<Pixels>;
}

/** Means of the pixels of a page's window over a grid, a row of tiles at a time. */
async function shrink(
  page: TiffPage,
  [left, top, right, bottom]: readonly [number, number, number, number],
  out: Picture,
): Promise<void> {
  const { width, height, channels, v } = out;
  const counts = new Uint32Array(width * height);
  const column = Uint32Array.from({ length: right - left }, (_, i) =>
    Math.floor((i * width) / (right - left)),
  );
  const rows = page.block.height;
  for (let y = top; y < bottom; ) {
    const end = Math.min(bottom, (Math.floor(y / rows) + 1) * rows);
    const part = await readPart(page, [left, y, right, end]);
    for (let row = 0, at = 0; row < end - y; row++) {
      const line = Math.floor(((y + row - top) * height) / (bottom - top)) * width;
      for (let i = 0; i < column.length; i++) {
        const to = line + column[i];
        counts[to]++;
        for (let c = 0; c < channels; c++) v[to * channels + c] += part.v[at++];
      }
    }
    y = end;
  }
  for (let i = 0; i < counts.length; i++) for (let c = 0; c < channels; c++) v[i * channels + c] /= counts[i];
}

/**
 * Opens a TIFF of any size for reading by regions; memory grows with the region asked for and one row of tiles, not
 * with the file. Its first page counts, and smaller copies of it. Throws as `openTiff` does.
 */
export async function openTiledTiff(file: Blob): Promise<TiledTiff> {
  const pages = await openTiff(file);
  const full = pages.find(({ reduced }) => !reduced) ?? pages[0];
  const channels = channelsOf(full);
  const copies = pages
    .filter((page) => page.reduced && channelsOf(page) === channels && sameShape(page, full))
    .sort((a, b) => a.width - b.width);
  return {
    width: full.width,
    height: full.height,
    channels,
    tile: full.block,
    async readRows(y, height) {
      return (await readPart(full, [0, y, full.width, y + height])).v;
    },
    async readRegion(x, y, width, height, scale = 1) {
      if (
        !(
          x >= 0 &&
          y >= 0 &&
          width >= 1 &&
          height >= 1 &&
          x + width <= full.width &&
          y + height <= full.height
        )
      )
        throw new RangeError('the region lies outside of the picture');
      const page = copies.find((copy) => copy.width >= full.width * scale) ?? full;
      const [rx, ry] = [page.width / full.width, page.height / full.height];
      const [left, top] = [Math.floor(x * rx), Math.floor(y * ry)];
      const right = Math.min(page.width, Math.max(left + 1, Math.round((x + width) * rx)));
      const bottom = Math.min(page.height, Math.max(top + 1, Math.round((y + height) * ry)));
      const like = { unit: unitOf(full), range: rangeFor(full) };
      const size = (pixels: number, limit: number) =>
        Math.min(limit, Math.max(1, Math.round(pixels * scale)));
      const out = emptyPicture(like, size(width, right - left), size(height, bottom - top), channels);
      await shrink(page, [left, top, right, bottom], out);
      return out;
    },
  };
}

const sameShape = (a: TiffPage, b: TiffPage) =>
  Math.abs(a.width / a.height - b.width / b.height) < 0.05 * (b.width / b.height);

/** By its type alone: the whole is never looked at. */
function rangeFor({ bits, format }: TiffPage): readonly [number, number] {
  if (format === 3) return [0, 1];
  const full = bits === 16 ? 65535 : bits > 16 ? 2 ** 32 - 1 : 255;
  return format === 2 ? [-(full + 1) / 2, (full - 1) / 2] : [0, full];
}
