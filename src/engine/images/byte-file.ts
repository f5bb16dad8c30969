import { BenchsideError } from '../../study/errors';

/** A file that is read and written at once, without promises: OPFS in a worker, or memory. */
export interface ByteFile {
  readonly size: number;
  /** Fills `into` from byte `at`. */
  read(into: Uint8Array, at: number): void;
  write(bytes: Uint8Array, at: number): void;
  flush(): void;
  close(): void;
}

/** Files by name, in one place. */
export interface ByteFiles {
  /** Opens a file, made where it was not. One that is open elsewhere throws `storage.otherTab`. */
  open(name: string): Promise<ByteFile>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}

const short = () => new BenchsideError('storage.failed', {}, 'fatal');

/** The worker's part of the File System standard, which TypeScript's library for pages leaves out. */
interface SyncHandle {
  getSize(): number;
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}
const openSync = (file: FileSystemFileHandle): Promise<SyncHandle> =>
  (file as FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> }).createSyncAccessHandle();

function opfsFile(handle: SyncHandle): ByteFile {
  return {
    get size() {
      return handle.getSize();
    },
    read(into, at) {
      if (handle.read(into, { at }) !== into.length) throw short();
    },
    write(bytes, at) {
      let written = 0;
      try {
        written = handle.write(bytes, { at });
      } catch {
        // The disk, or what the browser lends of it, is full.
      }
      if (written !== bytes.length) throw short();
    },
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}

const FOLDER = 'pictures';

/** Files in the origin private file system, or null where the browser refuses it (private windows, old ones). */
async function opfsFiles(): Promise<ByteFiles | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const probe = await folder.getFileHandle('.probe', { create: true });
    (await openSync(probe)).close();
    await folder.removeEntry('.probe');
    return {
      async open(name) {
        const file = await folder.getFileHandle(name, { create: true });
        try {
          return opfsFile(await openSync(file));
        } catch {
          throw new BenchsideError('storage.otherTab');
        }
      },
      async remove(name) {
        // Gone already, or open elsewhere: then it is dropped another time.
        await folder.removeEntry(name).catch(() => {});
      },
      async names() {
        const names: string[] = [];
        for await (const name of folder.keys()) names.push(name);
        return names;
      },
    };
  } catch {
    return null;
  }
}

/** Grows by doubling. */
function memoryFile(): ByteFile {
  let held = new Uint8Array(1024);
  let size = 0;
  return {
    get size() {
      return size;
    },
    read(into, at) {
      if (at + into.length > size) throw short();
      into.set(held.subarray(at, at + into.length));
    },
    write(bytes, at) {
      const end = at + bytes.length;
      if (end > held.length) {
        const larger = new Uint8Array(Math.max(end, held.length * 2));
        larger.set(held.subarray(0, size));
        held = larger;
      }
      held.set(bytes, at);
      size = Math.max(size, end);
    },
    flush() {},
    close() {},
  };
}

/** Files that last as long as the worker. */
export function memoryFiles(): ByteFiles {
  const files = new Map<string, ByteFile>();
  return {
    async open(name) {
      const file = files.get(name) ?? memoryFile();
      files.set(name, file);
      return file;
    },
    async remove(name) {
      files.delete(name);
    },
    names: async () => [...files.keys()],
  };
}

/** Where pictures are kept: on disk where the browser lends some. `lasting`: they are there after a reload. */
export async function byteFiles(): Promise<{ files: ByteFiles; lasting: boolean }> {
  const files = await opfsFiles();
  return { files: files ?? memoryFiles(), lasting: files !== null };
}
