import { Inflate } from 'fflate';
import { BenchsideError } from '../../../study/errors';

const CHUNK = 1 << 16;

/**
 * Raw deflate, at most `limit` bytes of it: a bomb is stopped where it passes the limit, before it is held.
 * Throws `data.tooLarge`; `image.damaged` for what is no deflate stream.
 */
export function inflate(data: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((part) => {
    size += part.length;
    if (size > limit)
      throw new BenchsideError('data.tooLarge', { megabytes: Math.ceil(size / 1e6), limit: limit / 1e6 });
    parts.push(part);
  });
  try {
    for (let at = 0; at < data.length; at += CHUNK)
      stream.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
  } catch (thrown) {
    if (thrown instanceof BenchsideError) throw thrown;
    throw new BenchsideError('image.damaged');
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
