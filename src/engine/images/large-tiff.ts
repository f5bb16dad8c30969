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

/** The overview in the type that the bands will have. */
function narrow({ v, range }: Picture): Uint8Array | Uint16Array {
  const out = new (range[1] <= 255 ? Uint8Array : Uint16Array)(v.length);
  for (let i = 0; i < v.length; i++) out[i] = Math.round(v[i]);
  return out;
}

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
  const bytes = width * channels * (range[1] <= 255 ? 1 : 2);
  const rows = Math.floor(BAND_BYTES / bytes / tile.height) * tile.height;
  return {
    facts,
    info: { width, height, channels, unit, range, tiled: true },
    overview: { width: small.width, height: small.height, channels, unit, range, pixels: narrow(small) },
    band: Math.max(tile.height, rows),
  };
}

/** Rows of the picture, [height, width, channels]. Throws `image.pixelForm` where they are not what was announced. */
export async function bandOf(tiff: TiledTiff, y: number, height: number): Promise<Uint8Array | Uint16Array> {
  const v = await tiff.readRows(y, height);
  if (v instanceof Uint8Array || v instanceof Uint16Array) return v;
  throw new BenchsideError('image.pixelForm', { form: v.constructor.name });
}
