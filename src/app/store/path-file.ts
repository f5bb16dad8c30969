import type { PathFile } from '../../engine/images/read-images';

/** Files of an input; of a chosen folder with their paths in it. */
export const filesOfInput = (files: Iterable<File>): PathFile[] =>
  [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

const readFile = (entry: FileSystemFileEntry): Promise<File> => new Promise(entry.file.bind(entry));

/** A folder is read in pieces, until an empty one comes. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>(reader.readEntries.bind(reader));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function filesUnder(entry: FileSystemEntry): Promise<PathFile[]> {
  if (entry.isFile)
    return [{ file: await readFile(entry as FileSystemFileEntry), path: entry.fullPath.replace(/^\//, '') }];
  const found: PathFile[] = [];
  for (const child of await entriesIn(entry as FileSystemDirectoryEntry))
    found.push(...(await filesUnder(child)));
  return found;
}

/** Everything that was dropped, folders with all that is in them. */
export async function filesOfDrop(transfer: DataTransfer): Promise<PathFile[]> {
  // The list is emptied as soon as the event is over: all entries are taken first.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return filesOfInput(transfer.files);
  const found: PathFile[] = [];
  for (const entry of entries) if (entry) found.push(...(await filesUnder(entry)));
  return found;
}
