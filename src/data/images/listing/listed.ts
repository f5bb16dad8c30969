import type { ErrorRecord } from '../../../study/errors';

/** A file, or an entry of a zip. */
export interface ListedFile {
  /** With its folders, as dropped or in the zip; never stored. */
  path: string;
  /** Bytes unpacked, as declared. */
  size: number;
  source: Blob;
  /** Where it stands in the zip; without it `source` is the file itself. */
  entry?: ZipEntry;
}

/** Place of an entry in a zip: its local header's offset, packed bytes, compression method, CRC-32 of the unpacked. */
export interface ZipEntry {
  offset: number;
  packed: number;
  method: number;
  crc: number;
}

/** A file that was left out, and why; shown, never stored. */
export interface SkippedFile {
  path: string;
  error: ErrorRecord;
}

/** What stands in a drop. `tables`: CSV and workbooks that may name the pictures. */
export interface Listing {
  files: ListedFile[];
  tables: ListedFile[];
  skipped: SkippedFile[];
}
