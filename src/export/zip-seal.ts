import { strFromU8, strToU8 } from 'fflate';
import { sha256 } from 'hash-wasm';
import { BenchsideError } from '../study/errors';

// A seal is the comment at a zip's end: the SHA-256 of every byte before it. The sums of a manifest vouch for what
// files hold; this one also for the names, dates and lists around them, so that no bit may be another.

const SIGNATURE = 0x06054b50;
/** Bytes of the end record without its comment; the comment's length is in the last two. */
const END = 22;
const PREFIX = 'sha256:';
const LENGTH = PREFIX.length + 64;

/** A zip without a comment, sealed. */
export async function sealed(zip: Uint8Array): Promise<Uint8Array> {
  const out = new Uint8Array(zip.length + LENGTH);
  out.set(zip);
  new DataView(out.buffer).setUint16(zip.length - 2, LENGTH, true);
  out.set(strToU8(PREFIX + (await sha256(out.subarray(0, zip.length)))), zip.length);
  return out;
}

/** Where the comment begins that reaches to the zip's very end. Throws `bundle.broken` where none does: it is cut off. */
export function commentAt(zip: Uint8Array): number {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const farthest = Math.max(0, zip.length - END - 0xffff);
  for (let at = zip.length - END; at >= farthest; at--)
    if (
      view.getUint32(at, true) === SIGNATURE &&
      at + END + view.getUint16(at + END - 2, true) === zip.length
    )
      return at + END;
  throw new BenchsideError('bundle.broken');
}

/**
 * A zip that was packed anew has no comment and passes: its files are vouched for by the manifest. Throws
 * `bundle.damaged` where a comment is no seal, or one of other bytes.
 */
export async function checkSeal(zip: Uint8Array): Promise<void> {
  const from = commentAt(zip);
  if (from === zip.length) return;
  const comment = strFromU8(zip.subarray(from), true);
  if (comment !== PREFIX + (await sha256(zip.subarray(0, from))))
    throw new BenchsideError('bundle.damaged', { part: 'bundle.zip' });
}
