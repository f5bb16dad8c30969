import { BenchsideError, type ErrorCode, type ErrorDetails, errorRecord } from '../../../study/errors';
import type { ListedFile, Listing } from './listed';
import { extensionOf, isClutter, isTrick } from './paths';
import { type DirectoryEntry, readDirectory } from './zip-directory';

const MEGABYTE = 2 ** 20;
/** One picture file is held whole while it is decoded. */
const MAX_BYTES = 1024 * MEGABYTE;
/** Pictures pack 20 times at best, empty masks some 100 times; a bomb packs 1,000 times. */
const MAX_RATIO = 200;
/** Below this no ratio harms. */
const RATIO_FREE = 64 * MEGABYTE;

const TABLE = ['csv', 'tsv', 'xlsx'];

/** Lists what stands in a zip into `into`. `under`: the path that its entries get in front. */
async function listZip(source: Blob, under: string, into: Listing): Promise<void> {
  const entries = await readDirectory(source);
  const refuse = (path: string, code: ErrorCode, details: ErrorDetails = {}) =>
    into.skipped.push({ path, error: { code, details, kind: 'input' } });
  const claimed = entries.reduce((sum, { size }) => sum + size, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  // Entries that overlap pack the same bytes again and again: together they are longer than their zip.
  if (packed > source.size || (claimed > RATIO_FREE && claimed > MAX_RATIO * source.size))
    throw new BenchsideError('image.zipBomb', { megabytes: Math.round(claimed / MEGABYTE) });
  for (const entry of entries) {
    const path = under + entry.path;
    if (isTrick(entry.path)) refuse(path, 'image.zipPath');
    else if (isClutter(entry.path) || entry.folder) continue;
    else if (entry.encrypted) refuse(path, 'image.zipEncrypted');
    else if (entry.method !== 0 && entry.method !== 8)
      refuse(path, 'image.zipMethod', { method: entry.method });
    else if (entry.size > RATIO_FREE && entry.size > MAX_RATIO * entry.packed)
      refuse(path, 'image.zipBomb', { megabytes: Math.round(entry.size / MEGABYTE) });
    else if (extensionOf(path) === 'zip') refuse(path, 'image.zipInside');
    else take({ path, size: entry.size, source, entry: placeOf(entry) }, into);
  }
  for (const path of emptyFolders(entries)) refuse(under + path, 'image.emptyFolder');
}

const placeOf = ({ offset, packed, method, crc }: DirectoryEntry) => ({ offset, packed, method, crc });

/** Folders with neither a file nor a folder in them. */
function emptyFolders(entries: DirectoryEntry[]): string[] {
  const used = new Set<string>();
  for (const { path, folder } of entries) {
    if (!folder && isClutter(path)) continue;
    const whole = folder ? path.slice(0, -1) : path;
    used.add(whole.slice(0, whole.lastIndexOf('/') + 1));
  }
  return entries
    .filter(({ path, folder }) => folder && !used.has(path) && !isClutter(path) && !isTrick(path))
    .map(({ path }) => path);
}

function take(file: ListedFile, into: Listing): void {
  const tooLarge =
    file.size > MAX_BYTES && (file.entry !== undefined || !MAY_BE_LARGE.includes(extensionOf(file.path)));
  if (tooLarge)
    into.skipped.push({
      path: file.path,
      error: {
        code: 'image.bytes',
        details: { megabytes: Math.round(file.size / MEGABYTE), limit: MAX_BYTES / MEGABYTE },
        kind: 'input',
      },
    });
  else (TABLE.includes(extensionOf(file.path)) ? into.tables : into.files).push(file);
}

/** Read piece by piece from the disk, so that no length is too much; unpacked from a zip they would be held. */
const MAY_BE_LARGE = ['tif', 'tiff', 'svs', 'ndpi', 'mrxs', 'czi', 'scn', 'bif', 'btf'];

const isZip = async (file: Blob) => {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  // PK 3 4; an empty zip begins with its end record, PK 5 6.
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
};

/**
 * What stands in a drop: files as they are, zips by their contents. Nothing is unpacked. What cannot be taken is
 * among `skipped` with its reason, and the rest goes on. Clutter of operating systems is passed over. Files stand in
 * the order of their paths, so that the same drop gives the same rows.
 */
export async function listDrop(dropped: readonly { file: Blob; path: string }[]): Promise<Listing> {
  const listing: Listing = { files: [], tables: [], skipped: [] };
  for (const { file, path } of dropped) {
    if (isClutter(path)) continue;
    const zip = extensionOf(path) === 'zip';
    if (!zip || !(await isZip(file))) {
      if (zip) listing.skipped.push({ path, error: errorRecord(new BenchsideError('image.zipBroken')) });
      else take({ path, size: file.size, source: file }, listing);
      continue;
    }
    try {
      // One zip alone is the study; of several each is a folder.
      await listZip(file, dropped.length > 1 ? `${path.replace(/\.zip$/i, '')}/` : '', listing);
    } catch (error) {
      listing.skipped.push({ path, error: errorRecord(error) });
    }
  }
  const byPath = (a: { path: string }, b: { path: string }) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
  listing.files.sort(byPath);
  listing.skipped.sort(byPath);
  return listing;
}
