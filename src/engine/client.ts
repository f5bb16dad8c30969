import type { DecodedFile } from '../data/images/decoder';
import type { ReadResult } from '../data/profile-types';
import { type ErrorRecord, fromRecord } from '../study/errors';
import type { JournalEvent } from '../study/events';
import { startWorker } from './blob-worker';
import type { ImageApi, ImagesRead, ListedFile, SkippedFile } from './images/api';
import decoderUrl from './images/decoder-worker.ts?worker&url';
import {
  decodeFiles,
  listFiles,
  type PathFile,
  type PictureWorkers,
  type ReadHow,
  readImages,
} from './images/read-images';
import type { EngineApi, ReaderApi, WorkerEvent } from './protocol';
import readerUrl from './reader-worker.ts?worker&url';
import type { SampleKind } from './sample-file';
import type { Template } from './starting/api';
import engineUrl from './worker.ts?worker&url';
import { type CallOptions, WorkerClient } from './worker-client';
import { transferables } from './worker-host';

/** Reading an untrusted file is ended by force after this long. */
const READ_LIMIT_MS = 5 * 60_000;
/** A decoder worker a core, up to so many: beyond it the one engine worker that takes their pixels is the brake. */
const MOST_DECODERS = 4;

/** What the page hears without having asked: journal lines, and storage that failed. */
export interface EngineListener {
  journal(event: JournalEvent, study: string): void;
  storage(error: ErrorRecord): void;
  /** The engine worker died; a new one starts with the next call and the study must be restored. */
  crashed(): void;
}

type WorkerApi = EngineApi & ImageApi;

export interface Engine {
  /** Reads a table in a worker of its own. Cancelling ends that worker at once. */
  read(file: Blob, extension: string, options?: CallOptions): Promise<ReadResult>;
  sample(kind: SampleKind, options?: CallOptions): Promise<ReadResult>;
  /** A study file, read where files are read. */
  readStudy(file: Blob, options?: CallOptions): Promise<Template>;
  /** A file of predictions, made where files are read. */
  output(body: ReaderApi['output'][0], options?: CallOptions): Promise<Blob>;
  call<K extends keyof WorkerApi>(
    name: K,
    body: WorkerApi[K][0],
    options?: CallOptions,
  ): Promise<WorkerApi[K][1]>;
  /** Hands a read table over to the engine without copying it. */
  adopt(body: EngineApi['adopt'][0]): Promise<EngineApi['adopt'][1]>;
  attach(body: EngineApi['attach'][0]): Promise<EngineApi['attach'][1]>;
  proposeSources(body: EngineApi['proposeSources'][0]): Promise<EngineApi['proposeSources'][1]>;
  attachSources(body: EngineApi['attachSources'][0]): Promise<EngineApi['attachSources'][1]>;
  proposeJoin(body: EngineApi['proposeJoin'][0]): Promise<EngineApi['proposeJoin'][1]>;
  attachJoined(body: EngineApi['attachJoined'][0]): Promise<EngineApi['attachJoined'][1]>;
  /**
   * Reads pictures, folders and zips into the engine, decoded in workers of their own; cancelling ends these at once.
   * `tables`: CSV files and workbooks found among them.
   */
  readImages(
    files: PathFile[],
    how: ReadHow,
    options?: CallOptions,
  ): Promise<ImagesRead & { tables: PathFile[] }>;
  /** What stands in files and zips, pictures and tables, without unpacking. Throws `image.zipBomb` where that is all. */
  listFiles(files: File[], options?: CallOptions): Promise<ListedFile[]>;
  /** Decodes pictures for the page itself, in the order of their paths. */
  decodeFiles(
    files: PathFile[],
    how: ReadHow,
    options?: CallOptions,
  ): Promise<{ files: { name: string; decoded: DecodedFile }[]; skipped: SkippedFile[] }>;
  /** Ends both workers; the next call starts fresh ones, and the study must be restored. */
  end(): void;
}

const buffersOf = (results: ReadResult[]) => results.flatMap((result) => transferables(result.table));

export function createEngine(listener: EngineListener): Engine {
  const hear = (event: WorkerEvent) => {
    if ('journal' in event) listener.journal(event.journal, event.study);
    else if ('storage' in event) listener.storage(event.storage);
  };
  const engine = new WorkerClient<WorkerApi>(() => startWorker(engineUrl, 'engine'), hear, listener.crashed);
  const reader = new WorkerClient<ReaderApi>(() => startWorker(readerUrl, 'reader'));

  const reading = async <K extends keyof ReaderApi>(
    name: K,
    body: ReaderApi[K][0],
    { signal, ...options }: CallOptions = {},
  ): Promise<ReaderApi[K][1]> => {
    // A parser inside a long synchronous stretch hears no message: it is ended, not asked.
    const end = () => reader.end();
    signal?.addEventListener('abort', end);
    try {
      return await reader.call(name, body, { ...options, limitMs: READ_LIMIT_MS });
    } finally {
      signal?.removeEventListener('abort', end);
    }
  };

  const pictures: PictureWorkers = {
    start: () => startWorker(decoderUrl, 'decoder'),
    workers: Math.min(MOST_DECODERS, navigator.hardwareConcurrency || 1),
    call: (name, body, options) => engine.call(name, body, options),
  };

  return {
    read: (file, extension, options) => reading('read', { file, extension }, options),
    sample: (kind, options) => reading('sample', { kind }, options),
    readStudy: (file, options) => reading('study', { file }, options),
    output: (body, options) => reading('output', body, options),
    call: (name, body, options) => engine.call(name, body, options),
    adopt: (body) => engine.call('adopt', body, { transfer: transferables(body.result.table) }),
    attach: (body) => engine.call('attach', body, { transfer: transferables(body.result.table) }),
    proposeSources: (body) => engine.call('proposeSources', body, { transfer: buffersOf(body.results) }),
    attachSources: (body) => engine.call('attachSources', body, { transfer: buffersOf(body.results) }),
    proposeJoin: (body) => engine.call('proposeJoin', body, { transfer: transferables(body.right.table) }),
    attachJoined: (body) => engine.call('attachJoined', body, { transfer: buffersOf(body.results) }),
    readImages: (files, how, options = {}) => readImages(pictures, files, how, options),
    async listFiles(files, options = {}) {
      const given = files.map((file) => ({ file, path: file.name }));
      const listing = await listFiles(pictures.start, given, options);
      const bomb = listing.skipped.find(({ error }) => error.code === 'image.zipBomb');
      if (bomb && listing.files.length + listing.tables.length === 0) throw fromRecord(bomb.error);
      return [...listing.files, ...listing.tables];
    },
    decodeFiles: (files, how, options = {}) => decodeFiles(pictures, files, how, options),
    end() {
      engine.end();
      reader.end();
    },
  };
}
