import type { Picture, PictureSource } from '../../data/images/picture';

/** Longer side of a large picture as it is looked at. */
const LONGEST = 2048;

/** A picture to be looked at: the whole, or of one too large to be held a smaller copy. */
export function seen(source: PictureSource, row: number): Picture {
  const { width, height, tiled } = source.info(row);
  return tiled && source.region
    ? source.region(row, 0, 0, width, height, Math.min(1, LONGEST / Math.max(width, height)))
    : source.read(row);
}
