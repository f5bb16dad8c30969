import { BenchsideError } from '../../../study/errors';
import { readDirectories, type Tags } from './tiff-directory';

/** Photometric interpretations (TIFF 6.0). */
export const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
export const PALETTE = 3;
export const YCBCR = 6;

export const JPEG = 7;
/** none, LZW, JPEG, deflate twice, PackBits. */
const COMPRESSIONS = [1, 5, JPEG, 8, 32946, 32773];
/** Aperio's two and the registered one. */
const JPEG_2000 = [33003, 33005, 34712];

/** A page that holds a picture: what its tags say, its pixels still in the file. */
export interface TiffPage {
  file: Blob;
  littleEndian: boolean;
  width: number;
  height: number;
  /** Samples of a pixel as stored, one after another or (planar) each in blocks of its own. */
  samples: number;
  planar: boolean;
  bits: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  format: number;
  photometric: number;
  compression: number;
  predictor: number;
  /** Pixels of a tile; strips are blocks as wide as the page. */
  block: { width: number; height: number };
  /** Where each block stands, row by row, and its bytes. */
  offsets: ArrayLike<number>;
  counts: ArrayLike<number>;
  /** 3 x 2^bits numbers of 16 bits: reds, greens, blues. */
  palette: ArrayLike<number> | null;
  /** Tables that all JPEG blocks share. */
  jpegTables: ArrayLike<number> | null;
  /** The last sample is an alpha channel. */
  alpha: boolean;
  /** A smaller copy of another page. */
  reduced: boolean;
}

function pageOf(tags: Tags, file: Blob, littleEndian: boolean): TiffPage {
  const one = (tag: number, otherwise: number) => tags.get(tag)?.[0] ?? otherwise;
  const [width, height, samples] = [one(256, 0), one(257, 0), one(277, 1)];
  const tiled = tags.has(324);
  const extra = one(338, 0);
  const block = tiled
    ? { width: one(322, 0), height: one(323, 0) }
    : { width, height: Math.min(height, one(278, height)) };
  return {
    file,
    littleEndian,
    width,
    height,
    samples,
    planar: samples > 1 && one(284, 1) === 2,
    bits: one(258, 1),
    format: one(339, 1),
    photometric: one(262, BLACK_IS_ZERO),
    compression: one(259, 1),
    predictor: one(317, 1),
    block,
    offsets: tags.get(tiled ? 324 : 273) ?? [],
    counts: tags.get(tiled ? 325 : 279) ?? [],
    palette: tags.get(320) ?? null,
    jpegTables: tags.get(347) ?? null,
    alpha: (extra === 1 || extra === 2) && (samples === 2 || samples === 4),
    reduced: (one(254, 0) & 1) !== 0,
  };
}

/** Bits of a sample and formats that are read exactly; wider numbers become 32-bit floats. */
const READ: Record<number, readonly number[]> = { 1: [1, 2, 4, 8, 16, 32], 2: [8, 16, 32], 3: [32, 64] };

function checkForm(page: TiffPage, tags: Tags): void {
  const { compression, photometric, bits, format, samples, predictor, palette } = page;
  if (JPEG_2000.includes(compression))
    throw new BenchsideError('image.wholeSlide', { format: 'TIFF, JPEG 2000' });
  const form = (name: string) => new BenchsideError('image.form', { format: 'TIFF', form: name });
  if (!COMPRESSIONS.includes(compression)) throw form(`compression ${compression}`);
  const jpegColour = photometric === YCBCR && compression === JPEG;
  if (![WHITE_IS_ZERO, BLACK_IS_ZERO, RGB].includes(photometric) && !jpegColour && photometric !== PALETTE)
    throw form(`photometric interpretation ${photometric}`);
  if (!READ[format]?.includes(bits)) throw form(`${bits} bits, sample format ${format}`);
  // Samples of different widths beside each other.
  if (Array.from(tags.get(258) ?? []).some((other) => other !== bits)) throw form('mixed bits');
  if ((tags.get(266)?.[0] ?? 1) !== 1) throw form('fill order 2');
  const predicted = predictor === 2 ? bits >= 8 && bits <= 32 && format !== 3 : format === 3 && bits === 32;
  if (predictor !== 1 && (predictor > 3 || !predicted)) throw form(`predictor ${predictor}`);
  if (compression === JPEG && (bits !== 8 || (samples !== 1 && samples !== 3) || page.planar))
    throw form(`JPEG of ${bits} bits, ${samples} samples`);
  if (photometric === PALETTE && (samples !== 1 || bits > 8 || palette?.length !== 3 << bits))
    throw new BenchsideError('image.damaged');
}

/** Largest block that is decoded at once. */
const MAX_BLOCK_BYTES = 2 ** 30;

/** Blocks cover the page and lie in the file. */
function checkBlocks({ file, width, height, samples, planar, bits, block, offsets, counts }: TiffPage): void {
  if (!(width > 0 && height > 0 && samples > 0 && block.width > 0 && block.height > 0))
    throw new BenchsideError('image.damaged');
  if ((block.width * block.height * samples * bits) / 8 > MAX_BLOCK_BYTES)
    throw new BenchsideError('image.tooLarge', {
      megapixels: Math.round((block.width * block.height) / 1e6),
      limit: Math.round((8 * MAX_BLOCK_BYTES) / (samples * bits) / 1e6),
    });
  const blocks = Math.ceil(width / block.width) * Math.ceil(height / block.height) * (planar ? samples : 1);
  if (offsets.length < blocks || counts.length < blocks) throw new BenchsideError('image.damaged');
  for (let i = 0; i < blocks; i++)
    if (offsets[i] + counts[i] > file.size) throw new BenchsideError('image.truncated');
}

/**
 * The pages of a TIFF or BigTIFF that hold pictures, by their directories alone. Throws `image.damaged`,
 * `image.truncated`, `image.form`, `image.wholeSlide`, `image.noPixels`.
 */
export async function openTiff(file: Blob): Promise<TiffPage[]> {
  const { littleEndian, pages } = await readDirectories(file);
  const found: TiffPage[] = [];
  for (const tags of pages) {
    // Bit 2: a transparency mask of another page.
    if ((tags.get(254)?.[0] ?? 0) & 4) continue;
    const page = pageOf(tags, file, littleEndian);
    checkForm(page, tags);
    checkBlocks(page);
    found.push(page);
  }
  if (found.length === 0) throw new BenchsideError('image.noPixels');
  return found;
}
