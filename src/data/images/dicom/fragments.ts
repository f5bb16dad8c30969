import { BenchsideError } from '../../../study/errors';
import type { PixelHeader } from './header';

const together = (parts: Uint8Array[]): Uint8Array => {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** JPEG, JPEG-LS and JPEG 2000 streams begin with one of these. */
const begins = (part: Uint8Array): boolean => part[0] === 0xff && (part[1] === 0xd8 || part[1] === 0x4f);

interface Fragments {
  /** Where frames begin, counted from the first fragment's item; empty where the writer left it out. */
  offsets: Set<number>;
  parts: { at: number; data: Uint8Array }[];
}

const ITEM = 0xfffee000;
const SEQUENCE_END = 0xfffee0dd;

/** The items of encapsulated pixel data (PS3.5 A.4): the basic offset table, then fragments, then a delimiter. */
function fragmentsOf(bytes: Uint8Array, start: number): Fragments {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = new Set<number>();
  const parts: Fragments['parts'] = [];
  let first = -1;
  for (let at = start; at + 8 <= bytes.length; ) {
    const tag = ((view.getUint16(at, true) << 16) | view.getUint16(at + 2, true)) >>> 0;
    const length = view.getUint32(at + 4, true);
    if (tag === SEQUENCE_END) break;
    if (tag !== ITEM) throw new BenchsideError('image.damaged');
    if (at + 8 + length > bytes.length) throw new BenchsideError('image.truncated');
    if (first < 0) {
      first = at + 8 + length;
      for (let i = at + 8; i + 4 <= first; i += 4) offsets.add(view.getUint32(i, true));
    } else parts.push({ at: at - first, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return { offsets, parts };
}

/**
 * The compressed frames of encapsulated pixel data, put together from their fragments: by the basic offset table,
 * one a frame, or, without a table, by where streams begin. Throws `image.truncated` where there are fewer frames
 * than the header says.
 */
export function encapsulatedFrames(header: PixelHeader): Uint8Array[] {
  const { offsets, parts } = fragmentsOf(header.set.byteArray as Uint8Array, header.pixels.dataOffset);
  const groups: Uint8Array[][] = [];
  const tabled = offsets.size === header.frames;
  const single = parts.length === header.frames;
  for (const { at, data } of parts) {
    const opens = header.frames > 1 && (single || (tabled ? offsets.has(at) : begins(data)));
    if (opens || groups.length === 0) groups.push([data]);
    else groups[groups.length - 1].push(data);
  }
  if (groups.length < header.frames) throw new BenchsideError('image.truncated');
  return groups.slice(0, header.frames).map(together);
}
