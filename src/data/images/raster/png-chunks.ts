import { BenchsideError } from '../../../study/errors';
import { crc32 } from '../crc32';
import { checkPixels } from './limits';

/** What a PNG's chunks say (W3C PNG, third edition), its pixels still packed. */
export interface PngChunks {
  width: number;
  height: number;
  bits: 1 | 2 | 4 | 8 | 16;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  colour: 0 | 2 | 3 | 4 | 6;
  interlaced: boolean;
  palette: Uint8Array | null;
  /** tRNS: alpha of each palette entry, or the one transparent colour as 16-bit numbers. */
  transparency: Uint8Array | null;
  /** All IDAT chunks, joined. */
  packed: Uint8Array;
}

/** Bytes of the signature. */
const SIGNATURE_BYTES = 8;

/** Bits that each type of colour may have. */
const ALLOWED: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Takes a PNG apart, checking every chunk's CRC. The header's claim is checked before anything is unpacked. Throws
 * `image.tooLarge`, `image.truncated`, `image.damaged`, `image.animated`.
 */
export function pngChunks(bytes: Uint8Array, maxPixels: number): PngChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Omit<PngChunks, 'palette' | 'transparency' | 'packed'> | null = null;
  let palette: Uint8Array | null = null;
  let transparency: Uint8Array | null = null;
  const parts: Uint8Array[] = [];
  for (let at = SIGNATURE_BYTES; ; ) {
    if (at + 12 > bytes.length) throw new BenchsideError('image.truncated');
    const end = at + 8 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, end);
    // The claim first: a file that is only a header is too large, not cut off.
    if (header === null) header = readHeader(type, body, maxPixels);
    if (end + 4 > bytes.length) throw new BenchsideError('image.truncated');
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw new BenchsideError('image.damaged');
    if (type === 'PLTE') palette = body;
    else if (type === 'tRNS') transparency = body;
    else if (type === 'IDAT') parts.push(body);
    else if (type === 'acTL') throw new BenchsideError('image.animated', { format: 'PNG' });
    else if (type === 'IEND') break;
    at = end + 4;
  }
  if (parts.length === 0 || (header.colour === 3 && palette === null))
    throw new BenchsideError('image.damaged');
  return { ...header, palette, transparency, packed: joined(parts) };
}

function readHeader(type: string, body: Uint8Array, maxPixels: number) {
  if (type === 'IHDR' && body.length < 13) throw new BenchsideError('image.truncated');
  if (type !== 'IHDR' || body.length !== 13) throw new BenchsideError('image.damaged');
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bits, colour, compression, filter, interlace] = body.subarray(8);
  checkPixels(width, height, maxPixels);
  if (!ALLOWED[colour]?.includes(bits) || compression !== 0 || filter !== 0 || interlace > 1)
    throw new BenchsideError('image.damaged');
  return {
    width,
    height,
    bits: bits as PngChunks['bits'],
    colour: colour as PngChunks['colour'],
    interlaced: interlace === 1,
  };
}

function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
