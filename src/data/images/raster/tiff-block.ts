import { inflateSync, unzlibSync } from 'fflate';
import { BenchsideError } from '../../../study/errors';
import type { Pixels } from '../picture';
import { rgbaOf } from './bitmap';
import { unpackLzw } from './lzw';
import { JPEG, type TiffPage, YCBCR } from './tiff-page';

/** One decoded block: [height, width, samples], samples 1 where the page is planar. */
export interface Block {
  height: number;
  samples: number;
  v: Pixels;
}

function unpackBits(packed: Uint8Array, out: Uint8Array): number {
  let to = 0;
  for (let at = 0; at < packed.length && to < out.length; ) {
    const n = (packed[at++] << 24) >> 24;
    if (n >= 0) {
      out.set(packed.subarray(at, Math.min(at + n + 1, at + out.length - to)), to);
      at += n + 1;
      to += n + 1;
    } else if (n > -128) {
      out.fill(packed[at++], to, to + 1 - n);
      to += 1 - n;
    }
  }
  return to;
}

function inflated(packed: Uint8Array, out: Uint8Array): number {
  // Some writers leave zlib's frame out. Into a buffer of the block's own size: a bomb fills nothing.
  const zlib = (packed[0] & 15) === 8 && ((packed[0] << 8) | packed[1]) % 31 === 0;
  return (zlib ? unzlibSync : inflateSync)(packed, { out }).length;
}

function unpacked(packed: Uint8Array, compression: number, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  let length = Math.min(size, packed.length);
  if (compression === 1) out.set(packed.subarray(0, length));
  else if (compression === 5) length = unpackLzw(packed, out);
  else if (compression === 32773) length = unpackBits(packed, out);
  else length = inflated(packed, out);
  if (length < size) throw new BenchsideError('image.truncated');
  return out;
}

/** Bytes of `step` each turned round, in place, where the file's order is not the machine's (little endian). */
function swap(bytes: Uint8Array, step: number): void {
  for (let at = 0; at + step <= bytes.length; at += step) bytes.subarray(at, at + step).reverse();
}

/** Rows of differences to numbers, in place; `stride`: samples of a pixel. */
function accumulate(v: Uint8Array | Uint16Array | Uint32Array, row: number, stride: number): void {
  for (let start = 0; start < v.length; start += row)
    for (let i = start + stride; i < start + row; i++) v[i] += v[i - stride];
}

/** Adobe's floating-point predictor (technical note 3): rows of byte planes, the highest first, as differences. */
function floatsFrom(bytes: Uint8Array, row: number, stride: number): Float32Array {
  accumulate(bytes, row * 4, stride);
  const out = new DataView(new ArrayBuffer(bytes.length));
  for (let start = 0; start < bytes.length; start += row * 4)
    for (let i = 0; i < row; i++)
      for (let b = 0; b < 4; b++) out.setUint8(start + i * 4 + 3 - b, bytes[start + b * row + i]);
  return new Float32Array(out.buffer);
}

/** Samples of 1, 2 or 4 bits, a byte each; rows begin at a byte. */
function spread(bytes: Uint8Array, bits: number, row: number, rows: number): Uint8Array {
  const out = new Uint8Array(row * rows);
  const rowBytes = Math.ceil((row * bits) / 8);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < row; x++) {
      const at = x * bits;
      out[y * row + x] = (bytes[y * rowBytes + (at >> 3)] >> (8 - bits - (at & 7))) & ((1 << bits) - 1);
    }
  return out;
}

/** Bytes of a block as numbers in the narrowest type that holds them; what is no number becomes 0. */
function numbers(
  bytes: Uint8Array<ArrayBuffer>,
  page: TiffPage,
  row: number,
  rows: number,
  stride: number,
): Pixels {
  const { bits, format, predictor, littleEndian } = page;
  if (bits < 8) return spread(bytes, bits, row, rows);
  if (predictor === 3) return finite(floatsFrom(bytes, row, stride));
  if (!littleEndian && bits > 8) swap(bytes, bits / 8);
  const { buffer } = bytes;
  if (predictor === 2)
    accumulate(
      bits === 8 ? bytes : bits === 16 ? new Uint16Array(buffer) : new Uint32Array(buffer),
      row,
      stride,
    );
  if (bits === 8) return format === 2 ? Int16Array.from(new Int8Array(buffer)) : bytes;
  if (bits === 16) return format === 2 ? new Int16Array(buffer) : new Uint16Array(buffer);
  if (bits === 64) return finite(Float32Array.from(new Float64Array(buffer)));
  if (format === 3) return finite(new Float32Array(buffer));
  return Float32Array.from(format === 2 ? new Int32Array(buffer) : new Uint32Array(buffer));
}

function finite(v: Float32Array): Float32Array {
  for (let i = 0; i < v.length; i++) if (!Number.isFinite(v[i])) v[i] = 0;
  return v;
}

/** Adobe's marker, so that decoders know whether the three channels are YCbCr. */
const adobe = (ycbcr: boolean) =>
  Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, ycbcr ? 1 : 0);

/** A JPEG block is decoded by the browser, with the tables that all blocks of the page share. */
async function jpegBlock(packed: Uint8Array<ArrayBuffer>, page: TiffPage): Promise<Block> {
  const { samples, photometric } = page;
  const tables = Uint8Array.from(page.jpegTables ?? [0xff, 0xd8, 0xff, 0xd9]);
  const marker = samples === 3 ? adobe(photometric === YCBCR) : new Uint8Array(0);
  const parts = [tables.subarray(0, 2), marker, tables.subarray(2, -2), packed.subarray(2)];
  const { width, height, data } = await rgbaOf(new Blob(parts, { type: 'image/jpeg' }));
  if (width !== page.block.width) throw new BenchsideError('image.damaged');
  const v = new Uint8Array(width * height * samples);
  for (let from = 0, to = 0; to < v.length; from += 4, to += samples)
    for (let c = 0; c < samples; c++) v[to + c] = data[from + c];
  return { height, samples, v };
}

/** Decodes block `index` of a page, whose first row is `top`. Throws `image.truncated`, `image.damaged`. */
export async function readBlock(page: TiffPage, index: number, top: number): Promise<Block> {
  const { file, offsets, counts, compression, block, bits, planar } = page;
  const samples = planar ? 1 : page.samples;
  // The last strip ends with the page; tiles are padded.
  const height = block.width === page.width ? Math.min(block.height, page.height - top) : block.height;
  const row = block.width * samples;
  const size = Math.ceil((row * bits) / 8) * height;
  // Sparse files leave out blocks of nothing but zeros.
  if (counts[index] === 0)
    return { height, samples, v: numbers(new Uint8Array(size), page, row, height, samples) };
  const packed = new Uint8Array(
    await file.slice(offsets[index], offsets[index] + counts[index]).arrayBuffer(),
  );
  if (compression === JPEG) return jpegBlock(packed, page);
  try {
    return { height, samples, v: numbers(unpacked(packed, compression, size), page, row, height, samples) };
  } catch (error) {
    throw error instanceof BenchsideError ? error : new BenchsideError('image.damaged');
  }
}
