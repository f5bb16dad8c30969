import { Unzip, UnzipInflate } from 'fflate';
import { BenchsideError } from '../study/errors';

export interface UnzipLimits {
  /** Bytes after inflation, all files together: what headers claim is summed, and what comes out is counted. */
  bytes: number;
  files: number;
  /** Files of other names are never inflated. */
  wanted(path: string): boolean;
}

/** Compressed bytes inflated between two looks at the count: at most about 16 MB more come out of them. */
const STRIDE = 1 << 14;

/** A name that would leave its folder, or that one system reads as another than the next. */
const isTricky = (path: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
  /[\u0000-\u001f\u007f\\:]/.test(path) ||
  path.startsWith('/') ||
  path.split('/').some((part) => part === '.' || part === '..') ||
  path !== path.normalize('NFC');

/**
 * The wanted files of an untrusted zip, in memory. Throws `bundle.broken` where it is no zip, a file is cut off, not
 * inflatable or of a name with a trick in it, two names differ in nothing or in capitals alone, or a limit is passed.
 */
export function boundedUnzip(zip: Uint8Array, limits: UnzipLimits): Map<string, Uint8Array> {
  const pieces = new Map<string, Uint8Array[]>();
  const names = new Set<string>();
  const ended = new Set<string>();
  let bytes = 0;
  let claimed = 0;
  let broken = false;
  const unzip = new Unzip((file) => {
    const { name } = file;
    if (isTricky(name) || names.has(name.toLowerCase())) broken = true;
    names.add(name.toLowerCase());
    if (names.size > limits.files) broken = true;
    if (broken || !limits.wanted(name)) return;
    claimed += file.originalSize ?? 0;
    if (claimed > limits.bytes) broken = true;
    const chunks: Uint8Array[] = [];
    pieces.set(name, chunks);
    // fflate turns what is thrown in here into another call of it: so a flag, looked at after each stride.
    file.ondata = (error, chunk, final) => {
      if (error) broken = true;
      if (broken) return;
      bytes += chunk.length;
      if (bytes > limits.bytes) broken = true;
      else chunks.push(chunk);
      if (final) ended.add(name);
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
  if (broken || names.size === 0 || ended.size < pieces.size) throw new BenchsideError('bundle.broken');
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
