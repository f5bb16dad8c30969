import type { DecodedFile } from '../../data/images/decoder';
import type { ListedFile, Listing } from '../../data/images/listing/listed';
import { errorRecord } from '../../study/errors';
import type { CallOptions, Port } from '../worker-client';
import { WorkerClient } from '../worker-client';
import { transferables } from '../worker-host';
import type { DecodedItem, DecoderApi, ImageApi, ImagesRead, SkippedFile } from './api';
import { decodeAll } from './intake';

/** A file as it was given, with its folders where they are known. */
export interface PathFile {
  file: File;
  path: string;
}
export interface ReadHow {
  /** Axis along which volumes are cut. */
  axis: 0 | 1 | 2;
}
type Options = Pick<CallOptions, 'signal' | 'onEvent'>;

/** What reading pictures needs: decoder workers, and the engine worker that keeps the pixels. */
export interface PictureWorkers {
  start(): Port;
  workers: number;
  call<K extends keyof ImageApi>(
    name: K,
    body: ImageApi[K][0],
    options?: CallOptions,
  ): Promise<ImageApi[K][1]>;
}

/** One question to a decoder worker of its own; cancelling ends it. */
async function ask<K extends keyof DecoderApi & string>(
  start: () => Port,
  name: K,
  body: DecoderApi[K][0],
  signal?: AbortSignal,
): Promise<DecoderApi[K][1]> {
  const client = new WorkerClient<DecoderApi>(start);
  const end = () => client.end();
  signal?.addEventListener('abort', end);
  try {
    return await client.call(name, body, { signal });
  } finally {
    signal?.removeEventListener('abort', end);
    client.end();
  }
}

/** What stands in files and zips, pictures and tables, by path. */
export const listFiles = (start: () => Port, files: PathFile[], { signal }: Options): Promise<Listing> =>
  ask(start, 'list', { files }, signal);

/**
 * Reads a drop of pictures into the engine: listed, decoded in a pool of workers, each batch handed over without
 * copying. `tables`: CSV files and workbooks that lie among the pictures, unpacked.
 */
export async function readImages(
  { start, workers, call }: PictureWorkers,
  files: PathFile[],
  { axis }: ReadHow,
  { signal, onEvent }: Options,
): Promise<ImagesRead & { tables: PathFile[] }> {
  const listing = await listFiles(start, files, { signal });
  await call('imagesBegin', null, { signal });
  const take = async (decoded: DecodedItem[]) => {
    await call('imagesTake', { files: decoded }, { signal, transfer: transferables(decoded) });
  };
  const skipped = await decodeAll(listing.files, { start, workers, axis, take, signal, onEvent });
  const large = new Set(
    skipped.filter(({ path, error }) => isLarge(path, error.code)).map(({ path }) => path),
  );
  const left = skipped.filter(({ path }) => !large.has(path));
  for (const item of listing.files.filter(({ path }) => large.has(path)))
    left.push(...(await readLarge({ start, call }, item, { signal, onEvent })));
  const all = [...listing.skipped, ...left].sort((a, b) => (a.path < b.path ? -1 : 1));
  const read = await call('imagesEnd', { skipped: all }, { signal });
  const tables: PathFile[] = [];
  for (const item of listing.tables) {
    const blob = await ask(start, 'extract', { item }, signal).catch(() => null);
    if (blob) tables.push({ path: item.path, file: new File([blob], item.path.replace(/^.*\//, '')) });
  }
  return { ...read, tables };
}

/** TIFF holds tiles, which can be read one by one. */
const isLarge = (path: string, code: string): boolean => code === 'image.tooLarge' && /\.tiff?$/i.test(path);

/** A band is little work; a worker that is silent for longer hangs. */
const BAND_LIMIT_MS = 120_000;

/** A picture too large to be held goes to the disk in bands of rows. Answers why it was left out, or nothing. */
async function readLarge(
  { start, call }: Pick<PictureWorkers, 'start' | 'call'>,
  item: ListedFile,
  { signal, onEvent }: Options,
): Promise<SkippedFile[]> {
  const client = new WorkerClient<DecoderApi>(start);
  const end = () => client.end();
  signal?.addEventListener('abort', end);
  try {
    const large = await client.call('openLarge', { item }, { signal, limitMs: BAND_LIMIT_MS });
    const { height } = large.info;
    const place = await call('imagesLarge', { large }, { signal });
    for (let y = 0; y < height; y += large.band) {
      onEvent?.({ progress: { phase: 'decode', done: y, total: height, unit: 'rows' } });
      const rows = Math.min(large.band, height - y);
      const pixels = await client.call('readBand', { y, height: rows }, { signal, limitMs: BAND_LIMIT_MS });
      await call('imagesBand', { place, y, pixels }, { signal, transfer: [pixels.buffer as ArrayBuffer] });
    }
    return [];
  } catch (thrown) {
    const error = errorRecord(thrown);
    if (signal?.aborted || error.kind === 'cancelled') throw thrown;
    return [{ path: item.path, error }];
  } finally {
    signal?.removeEventListener('abort', end);
    client.end();
  }
}

/** Decodes pictures for the page itself, in the order of their paths, as predicting wants them. */
export async function decodeFiles(
  { start, workers }: Pick<PictureWorkers, 'start' | 'workers'>,
  files: PathFile[],
  { axis }: ReadHow,
  { signal, onEvent }: Options,
): Promise<{ files: { name: string; decoded: DecodedFile }[]; skipped: SkippedFile[] }> {
  const listing = await listFiles(start, files, { signal });
  const taken: DecodedItem[] = [];
  const take = async (decoded: DecodedItem[]) => void taken.push(...decoded);
  const skipped = await decodeAll(listing.files, { start, workers, axis, take, signal, onEvent });
  const place = new Map(listing.files.map(({ path }: ListedFile, i: number) => [path, i]));
  taken.sort((a, b) => (place.get(a.facts.path) ?? 0) - (place.get(b.facts.path) ?? 0));
  return {
    files: taken.map(({ facts, decoded }) => ({ name: facts.path, decoded })),
    skipped: [...listing.skipped, ...skipped],
  };
}
