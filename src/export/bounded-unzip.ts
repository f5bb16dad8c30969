import { Unzip, UnzipInflate } from 'fflate';
import { BenchsideError } from '../study/errors';

export interface UnzipLimits {
  /** Bytes after inflation, all files together. What headers say is not believed: it is counted while inflating. */
  bytes: number;
  files: number;
  /** Files of other names are never inflated. */
  wanted(path: string): boolean;
}

/** Compressed bytes inflated between two looks at the count: at most about 16 MB more come out of them. */
const STRIDE = 1 << 14;

/**
 * The wanted files of an untrusted zip, in memory. Throws `bundle.broken` where it is no zip, a file is cut off,
 * named twice or not inflatable, or a limit is passed.
 */
export function boundedUnzip(zip: Uint8Array, limits: UnzipLimits): Map<string, Uint8Array> {
  const pieces = new Map<string, Uint8Array[]>();
  const ended = new Set<string>();
  let files = 0;
  let bytes = 0;
  let broken = false;
  const unzip = new Unzip((file) => {
    files++;
    if (files > limits.files || pieces.has(file.name)) broken = true;
    if (broken || !limits.wanted(file.name)) return;
    const chunks: Uint8Array[] = [];
    pieces.set(file.name, chunks);
    // fflate turns what is thrown in here into another call of it: so a flag, looked at after each stride.
    file.ondata = (error, chunk, final) => {
      if (error) broken = true;
      if (broken) return;
      bytes += chunk.length;
      if (bytes > limits.bytes) broken = true;
      else chunks.push(chunk);
      if (final) ended.add(file.name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < zip.length && !broken; from += STRIDE)
      unzip.push(zip.subarray(from, from + STRIDE), from + STRIDE >= zip.length);
  } catch {
    broken = true;
  }
  if (broken || files === 0 || ended.size < pieces.size) throw new BenchsideError('bundle.broken');
  return new Map([...pieces].map(([path, chunks]) => [path, join(chunks)]));
}

function join(chunks: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
