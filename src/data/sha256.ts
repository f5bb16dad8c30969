import { createSHA256 } from 'hash-wasm';
import { chunksOf } from './decode';

/** Up to this size a file is hashed at once. */
const WHOLE = 64 * 2 ** 20;

/**
 * SHA-256 of a file's bytes, hex. WebCrypto is four times faster and works beside us, but takes nothing but whole
 * buffers and is only there on secure pages; else the file is hashed piece by piece.
 */
export async function sha256Of(file: Blob, whole = WHOLE): Promise<string> {
  if (file.size <= whole && globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const sha = await createSHA256();
  for await (const chunk of chunksOf(file)) sha.update(chunk);
  return sha.digest('hex');
}

/** SHA-256 of several files: of their sums, sorted, one a line. */
export const sumOf = (sums: readonly string[]): Promise<string> => orderedSumOf([...sums].sort());

/** SHA-256 of several files in this order: of their sums, one a line. */
export const orderedSumOf = (sums: readonly string[]): Promise<string> =>
  sha256Of(new Blob([sums.join('\n')]));
