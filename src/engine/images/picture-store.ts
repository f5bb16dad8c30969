import type { Picture, PictureInfo, PictureSource, Pixels } from '../../data/images/picture';
import { BenchsideError } from '../../study/errors';
import type { Thumbs } from './api';
import { type ByteFile, type ByteFiles, byteFiles } from './byte-file';
import { drawThumbnail, THUMB, thumbnailOf } from './thumbnail';

const TYPES = { u8: Uint8Array, u16: Uint16Array, i16: Int16Array, f32: Float32Array } as const;
type PixelType = keyof typeof TYPES;

/** A picture's facts and where its pixels and its thumbnail lie in the set's two files. Kept with the study. */
export interface StoredPicture extends PictureInfo {
  type: PixelType;
  /** Byte of its first pixel. */
  at: number;
  thumb: { at: number; width: number; height: number; channels: 1 | 3 };
}

/** The pictures of one set by row. All calls but `close` are synchronous: the files are open in this worker. */
export interface PictureSet extends PictureSource {
  readonly id: string;
  /** A picture a row, in the order of the rows. */
  readonly index: readonly StoredPicture[];
  /** False where the browser lends no disk: the pictures are gone after a reload. */
  readonly lasting: boolean;
  /** Adds a row and returns it. Throws `storage.failed` where the disk is full. */
  append(info: PictureInfo, pixels: Pixels): number;
  /** Adds a row whose pixels follow in bands of rows; `overview` is the whole made small. Returns the row. */
  reserve(info: PictureInfo, overview: { info: PictureInfo; pixels: Pixels }): number;
  /** Rows of pixels from row `y` of a reserved picture on, [rows, width, channels]. */
  fill(row: number, y: number, pixels: Uint8Array | Uint16Array): void;
  /** Rows in another order, or fewer of them: row i becomes what row `order[i]` was, with the facts of `infos[i]`. */
  arrange(order: readonly number[], infos?: readonly PictureInfo[]): void;
  region(row: number, x: number, y: number, width: number, height: number, scale?: number): Picture;
  thumbs(rows: readonly number[]): Thumbs;
  flush(): void;
  close(): void;
}

/** Sets of pictures by id. */
export interface PictureStore {
  /** A new set, without pictures; one of the same id is emptied. */
  create(id: string): Promise<PictureSet>;
  /** A set that was written before, or null where its files are gone or too short. */
  open(id: string, index: readonly StoredPicture[]): Promise<PictureSet | null>;
  forget(id: string): Promise<void>;
  list(): Promise<string[]>;
}

const PIXELS = '.pixels';
const THUMBS = '.thumbs';

const typeOf = (pixels: Pixels): PixelType =>
  pixels instanceof Uint8Array
    ? 'u8'
    : pixels instanceof Uint16Array
      ? 'u16'
      : pixels instanceof Int16Array
        ? 'i16'
        : 'f32';

const bytesOf = (v: Pixels) => new Uint8Array(v.buffer, v.byteOffset, v.byteLength);

const bytesIn = ({ width, height, channels, type }: StoredPicture) =>
  width * height * channels * TYPES[type].BYTES_PER_ELEMENT;

function pictureSet(
  id: string,
  lasting: boolean,
  pixels: ByteFile,
  thumbs: ByteFile,
  stored: readonly StoredPicture[],
): PictureSet {
  let index = [...stored];

  /** Numbers of a run of pixels that lies in one piece. */
  const run = (
    { type, at, channels }: StoredPicture,
    from: number,
    count: number,
    into: Float32Array,
    to: number,
  ) => {
    const v = new TYPES[type](count * channels);
    pixels.read(bytesOf(v), at + from * channels * v.BYTES_PER_ELEMENT);
    into.set(v, to);
  };

  const cut = (row: number, x: number, y: number, width: number, height: number): Picture => {
    const picture = index[row];
    const { channels, unit, range } = picture;
    const v = new Float32Array(width * height * channels);
    if (width === picture.width) run(picture, y * width, width * height, v, 0);
    else
      for (let line = 0; line < height; line++)
        run(picture, (y + line) * picture.width + x, width, v, line * width * channels);
    return { width, height, channels, unit, range, v };
  };

  /** Every pixel the nearest of those that fall on it: a row of the file is read for each row of the outcome. */
  const sampled = (
    row: number,
    x: number,
    y: number,
    width: number,
    height: number,
    scale: number,
  ): Picture => {
    const { channels, unit, range } = index[row];
    const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const v = new Float32Array(w * h * channels);
    for (let line = 0; line < h; line++) {
      const from = cut(row, x, y + Math.min(height - 1, Math.floor(((line + 0.5) * height) / h)), width, 1).v;
      for (let i = 0; i < w; i++) {
        const at = Math.min(width - 1, Math.floor(((i + 0.5) * width) / w)) * channels;
        for (let c = 0; c < channels; c++) v[(line * w + i) * channels + c] = from[at + c];
      }
    }
    return { width: w, height: h, channels, unit, range, v };
  };

  /** Numbers of several bytes begin at a multiple of their size, as typed arrays want them. */
  const next = () => Math.ceil(pixels.size / 8) * 8;

  const add = (
    info: PictureInfo,
    type: PixelType,
    at: number,
    seen: { info: PictureInfo; pixels: Pixels },
  ): number => {
    const { v, ...small } = thumbnailOf(seen.info, seen.pixels);
    const thumb = { at: thumbs.size, ...small };
    thumbs.write(v, thumb.at);
    const { width, height, channels, unit, range, volume, slice, spacing, tiled } = info;
    index.push({
      ...{ width, height, channels, unit, range, type, at, thumb },
      ...(volume !== undefined && { volume }),
      ...(slice !== undefined && { slice }),
      ...(spacing !== undefined && { spacing }),
      ...(tiled && { tiled }),
    });
    return index.length - 1;
  };

  return {
    id,
    lasting,
    get n() {
      return index.length;
    },
    get index() {
      return index;
    },
    info: (row) => index[row],
    read(row) {
      const { width, height, tiled } = index[row];
      if (tiled)
        throw new BenchsideError('prep.wantsPatches', { megapixels: Math.round((width * height) / 1e6) });
      return cut(row, 0, 0, width, height);
    },
    region(row, x, y, width, height, scale = 1) {
      const whole = index[row];
      if (
        !(
          x >= 0 &&
          y >= 0 &&
          width >= 1 &&
          height >= 1 &&
          x + width <= whole.width &&
          y + height <= whole.height
        )
      )
        throw new RangeError('the region lies outside of the picture');
      return scale < 1 ? sampled(row, x, y, width, height, scale) : cut(row, x, y, width, height);
    },
    append(info, values) {
      const at = next();
      pixels.write(bytesOf(values), at);
      return add(info, typeOf(values), at, { info, pixels: values });
    },
    reserve(info, overview) {
      const at = next();
      const type = typeOf(overview.pixels);
      const bytes = info.width * info.height * info.channels * TYPES[type].BYTES_PER_ELEMENT;
      // The last byte makes room for all: a full disk says so before anything is read.
      pixels.write(new Uint8Array(1), at + bytes - 1);
      return add(info, type, at, overview);
    },
    fill(row, y, values) {
      const { at, width, channels } = index[row];
      pixels.write(bytesOf(values), at + y * width * channels * values.BYTES_PER_ELEMENT);
    },
    arrange(order, infos) {
      const before = index;
      index = order.map((from, row) => {
        const { type, at, thumb } = before[from];
        return { ...(infos?.[row] ?? before[from]), type, at, thumb };
      });
    },
    thumbs(rows) {
      const rgba = new Uint8ClampedArray(rows.length * THUMB * THUMB * 4);
      rows.forEach((row, i) => {
        const { at, ...thumb } = index[row].thumb;
        const v = new Uint8Array(thumb.width * thumb.height * thumb.channels);
        thumbs.read(v, at);
        drawThumbnail({ ...thumb, v }, THUMB, rgba, i * THUMB * THUMB * 4);
      });
      return { size: THUMB, rgba };
    },
    flush() {
      pixels.flush();
      thumbs.flush();
    },
    close() {
      pixels.close();
      thumbs.close();
    },
  };
}

/** Sets over two files each: `<id>.pixels` in the order in which they came, and `<id>.thumbs`. */
export function pictureStore(files: ByteFiles, lasting: boolean): PictureStore {
  const forget = async (id: string) => {
    await files.remove(id + PIXELS);
    await files.remove(id + THUMBS);
  };
  return {
    async create(id) {
      await forget(id);
      return pictureSet(id, lasting, await files.open(id + PIXELS), await files.open(id + THUMBS), []);
    },
    async open(id, index) {
      const names = await files.names();
      if (!names.includes(id + PIXELS) || !names.includes(id + THUMBS)) return null;
      const [pixels, thumbs] = [await files.open(id + PIXELS), await files.open(id + THUMBS)];
      const whole = index.every(
        (one) =>
          one.at + bytesIn(one) <= pixels.size &&
          one.thumb.at + one.thumb.width * one.thumb.height * one.thumb.channels <= thumbs.size,
      );
      if (whole) return pictureSet(id, lasting, pixels, thumbs, index);
      pixels.close();
      thumbs.close();
      return null;
    },
    forget,
    async list() {
      const names = await files.names();
      return names.filter((name) => name.endsWith(PIXELS)).map((name) => name.slice(0, -PIXELS.length));
    },
  };
}

let opened: Promise<PictureStore> | null = null;

/** The worker's one store: on disk where the browser lends some, else in memory. */
export function openPictureStore(): Promise<PictureStore> {
  opened ??= byteFiles().then(({ files, lasting }) => pictureStore(files, lasting));
  return opened;
}
