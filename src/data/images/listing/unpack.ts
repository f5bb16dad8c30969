import { Inflate } from 'fflate';
import { BenchsideError } from '../../../study/errors';
import { crc32 } from '../crc32';
import { HeldBlob } from '../held-blob';
import type { ListedFile, ZipEntry } from './listed';

/** Fed in pieces, so that what comes out is counted long before a bomb has filled memory: at most 1,032 times this. */
const PIECE = 32 * 1024;
const LOCAL_HEADER = 30;
/** Entries lie one behind the other: of small ones many come with one reading. */
const AHEAD = 2 ** 20;

/** What was read last, and a little more, of one zip. */
let last: { source: Blob; at: number; bytes: Uint8Array<ArrayBuffer> } | null = null;

async function read(source: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  if (last?.source !== source || start < last.at || end > last.at + last.bytes.length) {
    const whole = Math.max(end, start + AHEAD);
    const bytes = new Uint8Array(await source.slice(start, whole).arrayBuffer());
    // A large one is not held on to.
    if (whole > end) last = { source, at: start, bytes };
    else return bytes;
  }
  return last.bytes.subarray(start - last.at, end - last.at);
}

function inflate(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((chunk) => {
    // Never more than declared, whose limits were checked before.
    if (length + chunk.length > size)
      throw new BenchsideError('image.zipBomb', { megabytes: Math.ceil((length + chunk.length) / 2 ** 20) });
    out.set(chunk, length);
    length += chunk.length;
  });
  for (let at = 0; at < packed.length; at += PIECE)
    stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  if (length !== size) throw new BenchsideError('image.zipBroken');
  return out;
}

async function entryOf(source: Blob, size: number, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  // The local header's own name and extra field may be longer than the directory's: a second read is rare.
  const start = entry.offset;
  let bytes = await read(source, start, Math.min(source.size, start + LOCAL_HEADER + 512 + entry.packed));
  if (bytes.length < LOCAL_HEADER) throw new BenchsideError('image.zipBroken');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) throw new BenchsideError('image.zipBroken');
  const from = LOCAL_HEADER + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + entry.packed > bytes.length) bytes = await read(source, start, start + from + entry.packed);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length !== entry.packed) throw new BenchsideError('image.zipBroken');
  if (entry.method === 0) {
    if (packed.length !== size) throw new BenchsideError('image.zipBroken');
    return packed;
  }
  if (entry.method !== 8) throw new BenchsideError('image.zipMethod', { method: entry.method });
  return inflate(packed, size);
}

/**
 * The bytes of a listed file; an entry of a zip is unpacked and its CRC checked. What comes back is for this worker
 * (`realBlob` is for others). Throws `image.zip*`.
 */
export async function unpack({ source, size, entry }: ListedFile): Promise<Blob> {
  if (!entry) return source;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await entryOf(source, size, entry);
  } catch (error) {
    if (error instanceof BenchsideError) throw error;
    throw new BenchsideError('image.zipBroken');
  }
  if (crc32(bytes) !== entry.crc) throw new BenchsideError('image.zipBroken');
  return new HeldBlob(bytes);
}
