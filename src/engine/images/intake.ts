import type { ListedFile, SkippedFile } from '../../data/images/listing/listed';
import { BenchsideError, errorRecord } from '../../study/errors';
import type { WorkerEvent } from '../protocol';
import { type Port, WorkerClient } from '../worker-client';
import type { DecodedItem, DecoderApi } from './api';

/** A batch is one message: so many files at most, and so many packed bytes unless one alone has more. */
const BATCH_FILES = 48;
const BATCH_BYTES = 8 * 2 ** 20;
/** Until a fresh worker says its first word; a busy machine is slow, not wrong. */
const START_MS = 60_000;
/** A file without progress is given up after this, and a second more for each megabyte of it. */
const HANG_MS = 20_000;
const MS_PER_BYTE = 1000 / 2 ** 20;

export interface IntakeOptions {
  /** Starts a decoder worker. */
  start(): Port;
  workers: number;
  axis: 0 | 1 | 2;
  /** Takes decoded files over; the next batch of this worker waits for it. */
  take(files: DecodedItem[]): Promise<void>;
  signal?: AbortSignal;
  onEvent?(event: WorkerEvent): void;
  /** Milliseconds without progress after which a file is given up. */
  hangMs?: number;
}

const cancelled = () => new BenchsideError('cancelled', {}, 'cancelled');

/** Entries of a zip in the order in which they lie there, so that one reading gives many. */
function asTheyLie(items: readonly ListedFile[]): ListedFile[] {
  const sources = new Map<Blob, number>();
  for (const { source } of items) if (!sources.has(source)) sources.set(source, sources.size);
  const zip = ({ source }: ListedFile) => sources.get(source) ?? 0;
  return [...items].sort((a, b) => zip(a) - zip(b) || (a.entry?.offset ?? 0) - (b.entry?.offset ?? 0));
}

/** Cuts the list into batches as they are asked for. */
function batches(items: readonly ListedFile[]): () => ListedFile[] {
  let at = 0;
  return () => {
    const batch: ListedFile[] = [];
    for (let bytes = 0; at < items.length && batch.length < BATCH_FILES; at++) {
      const size = items[at].entry?.packed ?? items[at].size;
      if (batch.length > 0 && bytes + size > BATCH_BYTES) break;
      bytes += size;
      batch.push(items[at]);
    }
    return batch;
  };
}

/** Decodes one batch. A file that hangs or kills the worker is skipped; the rest goes on in a fresh one. */
async function decodeBatch(
  client: WorkerClient<DecoderApi>,
  batch: ListedFile[],
  { axis, hangMs = HANG_MS }: IntakeOptions,
  reached: (done: number) => void,
): Promise<(DecodedItem | SkippedFile)[]> {
  const given: SkippedFile[] = [];
  for (let items = batch; items.length > 0; ) {
    let at = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (limit: number) => {
      clearTimeout(timer);
      const seconds = Math.round(limit / 1000);
      timer = setTimeout(() => client.end(new BenchsideError('image.hung', { seconds })), limit);
    };
    watch(client.running ? hangMs : Math.max(hangMs, START_MS));
    try {
      const { files } = await client.call(
        'decode',
        { items, axis },
        {
          onEvent(event) {
            if (!('progress' in event)) return;
            at = event.progress.done;
            watch(hangMs + items[at].size * MS_PER_BYTE);
            reached(at + given.length);
          },
        },
      );
      return [...files, ...given];
    } catch (thrown) {
      const error = errorRecord(thrown);
      if (error.code !== 'image.hung' && error.code !== 'worker.crashed') throw thrown;
      const why = error.code === 'image.hung' ? error : errorRecord(new BenchsideError('image.crashed'));
      given.push({ path: items[at].path, error: why });
      items = items.filter((_, i) => i !== at);
    } finally {
      clearTimeout(timer);
    }
  }
  return given;
}

/**
 * Decodes files in a pool of workers, in no fixed order, and hands them to `take` as they come. Returns what was
 * skipped. Cancelling ends all workers at once.
 */
export async function decodeAll(
  items: readonly ListedFile[],
  options: IntakeOptions,
): Promise<SkippedFile[]> {
  const { signal, start, take, onEvent } = options;
  if (signal?.aborted) throw cancelled();
  const skipped: SkippedFile[] = [];
  const next = batches(asTheyLie(items));
  const inWork = new Map<WorkerClient<DecoderApi>, number>();
  let finished = 0;
  let told = -1;
  const tell = () => {
    const done = [...inWork.values()].reduce((sum, n) => sum + n, finished);
    // Two hundred steps are smooth; 10,000 messages would keep the page busy.
    if (done !== items.length && done < told + items.length / 200) return;
    told = done;
    onEvent?.({ progress: { phase: 'decode', done, total: items.length, unit: 'files' } });
  };
  const lanes = Array.from(
    { length: Math.max(1, options.workers) },
    () => new WorkerClient<DecoderApi>(start),
  );
  const endAll = () => {
    for (const client of lanes) client.end();
  };
  signal?.addEventListener('abort', endAll);
  const work = async (client: WorkerClient<DecoderApi>) => {
    for (let batch = next(); batch.length > 0; batch = next()) {
      const files = await decodeBatch(client, batch, options, (done) => {
        inWork.set(client, done);
        tell();
      });
      const decoded: DecodedItem[] = [];
      for (const file of files) 'error' in file ? skipped.push(file) : decoded.push(file);
      if (signal?.aborted) throw cancelled();
      if (decoded.length > 0) await take(decoded);
      inWork.delete(client);
      finished += batch.length;
      tell();
    }
  };
  try {
    tell();
    await Promise.all(lanes.map(work));
    return skipped;
  } finally {
    signal?.removeEventListener('abort', endAll);
    endAll();
  }
}
