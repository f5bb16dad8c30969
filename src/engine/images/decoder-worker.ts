import { decodeFile } from '../../data/images/decoders';
import { realBlob } from '../../data/images/held-blob';
import { listDrop } from '../../data/images/listing/list';
import type { ListedFile, SkippedFile } from '../../data/images/listing/listed';
import { extensionOf } from '../../data/images/listing/paths';
import { unpack } from '../../data/images/listing/unpack';
import { openTiledTiff, type TiledTiff } from '../../data/images/raster/tiff-regions';
import { sha256Of } from '../../data/sha256';
import { BenchsideError, errorRecord } from '../../study/errors';
import { type Handlers, host } from '../worker-host';
import type { DecodedItem, DecoderApi } from './api';
import { bandOf, describeLarge } from './large-tiff';

/** 10,000 x 10,000: more than any detector has, 400 MB in colour while it is decoded. */
const MAX_PIXELS = 1e8;

async function decodeOne(item: ListedFile, axis: 0 | 1 | 2): Promise<DecodedItem | SkippedFile> {
  const { path } = item;
  try {
    const file = await unpack(item);
    const decoded = await decodeFile(file, extensionOf(path), { maxPixels: MAX_PIXELS, axis });
    return { facts: { path, sha256: await sha256Of(file) }, decoded };
  } catch (thrown) {
    // What no decoder foresaw is a file that it cannot read: the others go on.
    const error = thrown instanceof BenchsideError ? thrown : new BenchsideError('image.damaged');
    return { path, error: errorRecord(error) };
  }
}

/** The large picture that is open, read by bands. */
let large: TiledTiff | null = null;

const opened = (): TiledTiff => {
  if (!large) throw new BenchsideError('image.damaged');
  return large;
};

const handlers: Handlers<DecoderApi> = {
  list: ({ files }) => listDrop(files),
  async decode({ items, axis }, { signal, emit }) {
    const files: (DecodedItem | SkippedFile)[] = [];
    for (const [done, item] of items.entries()) {
      signal.throwIfAborted();
      emit({ progress: { phase: 'decode', done, total: items.length, unit: 'files' } });
      files.push(await decodeOne(item, axis));
    }
    return { files };
  },
  extract: async ({ item }) => realBlob(await unpack(item)),
  async openLarge({ item }) {
    const file = await unpack(item);
    large = await openTiledTiff(file);
    return describeLarge(large, { path: item.path, sha256: await sha256Of(file) });
  },
  readBand: ({ y, height }) => bandOf(opened(), y, height),
};

host<DecoderApi>(self, handlers, ['decode', 'openLarge', 'readBand']);
