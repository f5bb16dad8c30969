import type { Picture } from '../../data/images/picture';
import type { TiledTiff } from '../../data/images/raster/tiff-regions';
import { BenchsideError } from '../../study/errors';
import type { FileFacts, LargePicture } from './api';

/** Pixels of a picture that is stored whole, 6 GB in colour: beyond it a disk would fill before anybody is told. */
const MAX_PIXELS = 2e9;
/** Longer side of the overview. */
const OVERVIEW = 1024;
/** Bytes of a band, so that few of them are ever held. */
const BAND_BYTES = 32 * 2 ** 20;

const narrow = ({ v, range }: Picture): Uint8Array | Uint16Array =>
  range[1] <= 255 ? Uint8Array.from(v, Math.round) : Uint16Array.from(v, Math.round);

/**
 * What is handed over of a tiled TIFF before its bands. Throws `image.tooLarge`, and `image.pixelForm` where its
 * numbers are no whole ones from 0.
 */
export async function describeLarge(tiff: TiledTiff, facts: FileFacts): Promise<LargePicture> {
  const { width, height, channels, tile } = tiff;
  if (width * height > MAX_PIXELS)
    throw new BenchsideError('image.tooLarge', {
      megapixels: Math.round((width * height) / 1e6),
      limit: MAX_PIXELS / 1e6,
    });
  const small = await tiff.readRegion(0, 0, width, height, Math.min(1, OVERVIEW / Math.max(width, height)));
  const { unit, range } = small;
  if (range[0] !== 0 || range[1] > 65535 || range[1] < 255)
    throw new BenchsideError('image.pixelForm', { form: `${range[0]} – ${range[1]}` });
  // Bands end with rows of tiles, so that none is unpacked twice.
  const rows = Math.floor(BAND_BYTES / (width * channels * 4) / tile.height) * tile.height;
  return {
    facts,
    info: { width, height, channels, unit, range, tiled: true },
    overview: { width: small.width, height: small.height, channels, unit, range, pixels: narrow(small) },
    band: Math.max(tile.height, rows),
  };
}

/** Rows of the picture, [height, width, channels]. */
export async function bandOf(tiff: TiledTiff, y: number, height: number): Promise<Uint8Array | Uint16Array> {
  return narrow(await tiff.readRegion(0, y, tiff.width, height));
}
