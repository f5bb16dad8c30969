import { BenchsideError } from '../../../study/errors';
import type { ZipEntry } from './listed';

/** More entries than any study; a directory that claims them is not read. */
const MAX_ENTRIES = 200_000;
/** 200,000 entries with long names. */
const MAX_DIRECTORY = 256 * 2 ** 20;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const LOCATOR_SIZE = 20;

/** An entry as its zip's central directory has it. */
export interface DirectoryEntry extends ZipEntry {
  path: string;
  size: number;
  encrypted: boolean;
  folder: boolean;
}

const broken = () => new BenchsideError('image.zipBroken');

const viewOf = async (file: Blob, start: number, end: number): Promise<DataView> => {
  if (!(start >= 0 && start <= end && end <= file.size)) throw broken();
  return new DataView(await file.slice(start, end).arrayBuffer());
};

/** 64-bit numbers are taken as far as doubles count exactly, which no file reaches. */
const u64 = (view: DataView, at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

/** Where the central directory lies, from the record at the zip's end (APPNOTE 6.3.10, 4.3.14 to 4.3.16). */
async function findDirectory(file: Blob): Promise<{ offset: number; size: number; count: number }> {
  const start = Math.max(0, file.size - END_SIZE - LONGEST_COMMENT);
  const tail = await viewOf(file, start, file.size);
  let at = tail.byteLength - END_SIZE;
  const isEnd = () =>
    tail.getUint32(at, true) === 0x06054b50 &&
    at + END_SIZE + tail.getUint16(at + 20, true) <= tail.byteLength;
  while (at >= 0 && !isEnd()) at--;
  if (at < 0) throw broken();
  const plain = {
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  const large = plain.count === 0xffff || plain.size === 0xffffffff || plain.offset === 0xffffffff;
  const locatorAt = start + at - LOCATOR_SIZE;
  if (!large || locatorAt < 0) return plain;
  const locator = await viewOf(file, locatorAt, locatorAt + LOCATOR_SIZE);
  if (locator.getUint32(0, true) !== 0x07064b50) return plain;
  const recordAt = u64(locator, 8);
  const record = await viewOf(file, recordAt, recordAt + 56);
  if (record.getUint32(0, true) !== 0x06064b50) throw broken();
  return { count: u64(record, 32), size: u64(record, 40), offset: u64(record, 48) };
}

/** Sizes and offset that did not fit in 32 bits stand in the extra field 1, in this order. */
function widen(view: DataView, extraAt: number, extraEnd: number, entry: DirectoryEntry): void {
  for (let at = extraAt; at + 4 <= extraEnd; ) {
    const id = view.getUint16(at, true);
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extraEnd) return;
    if (id === 1) {
      let field = at + 4;
      for (const name of ['size', 'packed', 'offset'] as const)
        if (entry[name] === 0xffffffff && field + 8 <= end) {
          entry[name] = u64(view, field);
          field += 8;
        }
    }
    at = end;
  }
}

/** Names are UTF-8 where the entry says so or every byte fits, else CP949, in which Korean Windows writes them. */
function nameFrom(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !utf8 }).decode(bytes);
  } catch {
    return new TextDecoder('euc-kr').decode(bytes);
  }
}

/**
 * The entries of a zip, by its central directory at the end: no entry is touched, whatever its size. Throws
 * `image.zipBroken`, `image.zipTooMany`.
 */
export async function readDirectory(file: Blob): Promise<DirectoryEntry[]> {
  if (file.size < END_SIZE) throw broken();
  const { offset, size, count } = await findDirectory(file);
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY)
    throw new BenchsideError('image.zipTooMany', { got: count, limit: MAX_ENTRIES });
  const view = await viewOf(file, offset, offset + size);
  const entries: DirectoryEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > view.byteLength) throw broken();
    const path = nameFrom(new Uint8Array(view.buffer, at + 46, nameEnd - at - 46), (flags & 0x800) !== 0);
    const entry: DirectoryEntry = {
      path,
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      encrypted: (flags & 0x41) !== 0,
      folder: path.endsWith('/'),
    };
    widen(view, nameEnd, extraEnd, entry);
    entries.push(entry);
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return entries;
}
