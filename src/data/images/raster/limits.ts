import { BenchsideError } from '../../../study/errors';

/** Throws `image.tooLarge` where a header claims more pixels than may be unpacked, `image.damaged` where it has none. */
export function checkPixels(width: number, height: number, maxPixels: number): void {
  if (!(width > 0 && height > 0)) throw new BenchsideError('image.damaged');
  if (width * height > maxPixels)
    throw new BenchsideError('image.tooLarge', {
      megapixels: Math.round((width * height) / 1e6),
      limit: Math.round(maxPixels / 1e6),
    });
}
