import { BenchsideError } from '../../../study/errors';

/** The values of one page's tags, as numbers. */
export type Tags = Map<number, ArrayLike<number>>;
export interface Directories {
  littleEndian: boolean;
  pages: Tags[];
}

/** Bytes of a value of each field type; those without are texts and rationals, which nothing here needs. */
const SIZES: Record<number, number> = { 1: 1, 3: 2, 4: 4, 7: 1, 16: 8 };
/** Tags that say what a page is and where its pixels lie (TIFF 6.0; 347 of its supplement 2). */
const WANTED = new Set([
  254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339, 347,
]);
/** A directory of a picture has some 20 entries; more than this is garbage. */
const MAX_ENTRIES = 4096;

/**
 * The directories of a TIFF or BigTIFF, read where they stand: what a directory claims is checked against the file's
 * length before memory is taken. Throws `image.damaged`, `image.truncated`.
 */
export async function readDirectories(file: Blob): Promise<Directories> {
  const view = async (at: number, length: number) => {
    if (!(at >= 0 && length >= 0 && at + length <= file.size)) throw new BenchsideError('image.truncated');
    return new DataView(await file.slice(at, at + length).arrayBuffer());
  };
  const head = await view(0, 8);
  const littleEndian = head.getUint8(0) === 0x49;
  const big = head.getUint16(2, littleEndian) === 43;
  const u64 = (from: DataView, at: number) => {
    const [high, low] = littleEndian ? [at + 4, at] : [at, at + 4];
    return from.getUint32(high, littleEndian) * 2 ** 32 + from.getUint32(low, littleEndian);
  };
  const offsetAt = (from: DataView, at: number) => (big ? u64(from, at) : from.getUint32(at, littleEndian));
  const valueAt = (from: DataView, type: number, at: number) =>
    type === 3
      ? from.getUint16(at, littleEndian)
      : type === 4
        ? from.getUint32(at, littleEndian)
        : type === 16
          ? u64(from, at)
          : from.getUint8(at);

  const [countBytes, entryBytes, inline] = big ? [8, 20, 8] : [2, 12, 4];
  const readOne = async (at: number): Promise<{ tags: Tags; next: number }> => {
    const counted = await view(at, countBytes);
    const entries = big ? u64(counted, 0) : counted.getUint16(0, littleEndian);
    if (entries === 0 || entries > MAX_ENTRIES) throw new BenchsideError('image.damaged');
    const body = await view(at + countBytes, entries * entryBytes + inline);
    const tags: Tags = new Map();
    for (let i = 0; i < entries; i++) {
      const from = i * entryBytes;
      const [tag, type] = [body.getUint16(from, littleEndian), body.getUint16(from + 2, littleEndian)];
      const size = SIZES[type];
      if (!WANTED.has(tag) || size === undefined) continue;
      const count = offsetAt(body, from + 4);
      const place = from + (big ? 12 : 8);
      const inside = count * size <= inline;
      const source = inside ? body : await view(offsetAt(body, place), count * size);
      const values = new Float64Array(count);
      for (let k = 0; k < count; k++) values[k] = valueAt(source, type, (inside ? place : 0) + k * size);
      tags.set(tag, values);
    }
    return { tags, next: offsetAt(body, entries * entryBytes) };
  };

  const pages: Tags[] = [];
  const seen = new Set<number>();
  for (let at = big ? u64(await view(8, 8), 0) : head.getUint32(4, littleEndian); at !== 0; ) {
    // A chain that bites its tail has no end.
    if (seen.has(at)) throw new BenchsideError('image.damaged');
    seen.add(at);
    const { tags, next } = await readOne(at);
    pages.push(tags);
    at = next;
  }
  return { littleEndian, pages };
}
