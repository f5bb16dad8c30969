import type { DecodedPicture, Decoder } from '../decoder';
import { checkPixels } from './limits';
import { isTiff } from './signatures';
import { openTiff, type TiffPage } from './tiff-page';
import { rangeOf, readPart, unitOf } from './tiff-pixels';

/** All pages of a file together may hold this many times the pixels of one picture, in bytes. */
const MAX_TOGETHER = 8;

async function pictureOf(page: TiffPage): Promise<DecodedPicture> {
  const { width, height } = page;
  const { channels, v } = await readPart(page, [0, 0, width, height]);
  return { width, height, channels, unit: unitOf(page), range: rangeOf(v), pixels: v };
}

/**
 * TIFF and BigTIFF: grey, RGB and palette; 1 to 16 bits exactly, wider ones as 32-bit floats; stored, LZW, deflate,
 * PackBits or JPEG, in strips or tiles. Every page is a picture, except smaller copies of another.
 * An alpha channel is composited over black.
 */
export const tiff: Decoder = {
  name: 'tiff',
  reads: isTiff,
  async decode(file, { maxPixels }) {
    const all = await openTiff(file);
    const full = all.filter(({ reduced }) => !reduced);
    const pages = full.length > 0 ? full : all.slice(0, 1);
    for (const { width, height } of pages) checkPixels(width, height, maxPixels);
    // Counted in pixels of one byte.
    const together = pages.reduce(
      (sum, { width, height, samples, bits }) => sum + width * height * samples * Math.ceil(bits / 8),
      0,
    );
    checkPixels(together, 1, MAX_TOGETHER * maxPixels);
    const pictures: DecodedPicture[] = [];
    for (const page of pages) pictures.push(await pictureOf(page));
    if (pictures.length > 1)
      pictures.forEach((picture, i) => {
        picture.slice = i;
      });
    return { pictures };
  },
};
