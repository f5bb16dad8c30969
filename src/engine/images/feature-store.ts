const FOLDER = 'benchside-features';

/**
 * Features of a backbone on this computer, in the origin's private files: by study and key, gone with the study.
 * Where the browser refuses, nothing is kept and they are computed again.
 */
export class FeatureStore {
  constructor(private readonly study: string) {}

  async get(key: string): Promise<Float32Array | null> {
    try {
      const file = await (await this.folder(false)).getFileHandle(key);
      return new Float32Array(await (await file.getFile()).arrayBuffer());
    } catch {
      return null;
    }
  }

  async put(key: string, values: Float32Array<ArrayBuffer>): Promise<void> {
    try {
      const file = await (await this.folder(true)).getFileHandle(key, { create: true });
      const writable = await file.createWritable();
      // Written aside and moved into place by close: a file that is there is whole.
      await writable.write(values);
      await writable.close();
    } catch {
      // A full or forbidden disk costs time later, no result.
    }
  }

  static async forget(study: string): Promise<void> {
    try {
      const root = await navigator.storage.getDirectory();
      await (await root.getDirectoryHandle(FOLDER)).removeEntry(study, { recursive: true });
    } catch {
      // Nothing was kept.
    }
  }

  private async folder(create: boolean): Promise<FileSystemDirectoryHandle> {
    const root = await navigator.storage.getDirectory();
    return (await root.getDirectoryHandle(FOLDER, { create })).getDirectoryHandle(this.study, { create });
  }
}
