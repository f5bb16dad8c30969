import { Gunzip } from 'fflate';
import { BenchsideError } from '../../../study/errors';

const CHUNK = 1 << 16;

export const gzipped = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What of the start of a gzip stream can be unpacked already. */
export function unpackedStart(head: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  try {
    new Gunzip((part) => parts.push(part)).push(head, false);
  } catch {
    return new Uint8Array();
  }
  return parts[0] ?? new Uint8Array();
}

/**
 * The first `wanted(start)` bytes of a file, unpacked if it is gzipped: `wanted` is asked once `least` bytes are
 * there, and nothing past its answer is kept, whatever the stream would still give.
 * Throws `image.truncated` where the file ends before, `image.damaged` for a broken stream.
 */
export async function firstBytes(
  file: Blob,
  least: number,
  wanted: (start: Uint8Array) => number,
): Promise<Uint8Array> {
  const all = { bytes: new Uint8Array(least), size: 0, goal: -1 };
  /** Room for what has come, not for what a header claims will come. */
  const grow = (size: number): void => {
    const grown = new Uint8Array(size);
    grown.set(all.bytes.subarray(0, all.size));
    all.bytes = grown;
  };
  const take = (part: Uint8Array): void => {
    let rest = part;
    while (rest.length > 0 && all.size !== all.goal) {
      if (all.size === all.bytes.length) grow(Math.min(all.goal, Math.max(2 * all.size, all.size + CHUNK)));
      const now = rest.subarray(0, all.bytes.length - all.size);
      all.bytes.set(now, all.size);
      all.size += now.length;
      rest = rest.subarray(now.length);
      if (all.goal < 0 && all.size === least) all.goal = Math.max(least, Math.floor(wanted(all.bytes)));
    }
  };
  const packed = gzipped(new Uint8Array(await file.slice(0, 2).arrayBuffer()));
  const gunzip = new Gunzip(take);
  for (let at = 0; at < file.size && all.size !== all.goal; at += CHUNK) {
    const chunk = new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
    try {
      if (packed) gunzip.push(chunk, at + CHUNK >= file.size);
      else take(chunk);
    } catch (thrown) {
      if (thrown instanceof BenchsideError) throw thrown;
      throw new BenchsideError('image.damaged');
    }
  }
  if (all.size !== all.goal) throw new BenchsideError('image.truncated');
  return all.bytes;
}
