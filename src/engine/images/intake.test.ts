import { expect, test } from 'vitest';
import type { ListedFile } from '../../data/images/listing/listed';
import type { ToWorker } from '../protocol';
import type { Port } from '../worker-client';
import type { DecodedItem } from './api';
import { decodeAll } from './intake';

const items = (...paths: string[]): ListedFile[] =>
  paths.map((path) => ({ path, size: 10, source: new Blob(['x']) }));

const decodedAs = (path: string): DecodedItem => ({
  facts: { path, sha256: path },
  decoded: { pictures: [] },
});

/** A decoder that hangs on files called `hang`, dies on `crash`, and skips `bad`. Counts its starts and ends. */
function decoders() {
  const seen = { starts: 0, ends: 0 };
  const start = (): Port => {
    seen.starts++;
    let ended = false;
    const port: Port = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate() {
        if (!ended) seen.ends++;
        ended = true;
      },
      postMessage(message) {
        const { id, body } = message as ToWorker & { body: { items: ListedFile[] } };
        const say = (data: object) => !ended && port.onmessage?.({ data: { id, ...data } } as MessageEvent);
        void (async () => {
          const files = [];
          for (const [done, { path }] of body.items.entries()) {
            await Promise.resolve();
            say({ event: { progress: { phase: 'decode', done, total: body.items.length, unit: 'files' } } });
            if (path === 'hang') return;
            if (path === 'crash') return void port.onerror?.({} as ErrorEvent);
            const error = { code: 'image.damaged', details: {}, kind: 'input' };
            files.push(path === 'bad' ? { path, error } : decodedAs(path));
          }
          say({ ok: { files } });
        })();
      },
    };
    return port;
  };
  return { start, seen };
}

test('what hangs, kills its worker or cannot be read is skipped with its reason, and the rest goes on', async () => {
  const { start, seen } = decoders();
  const taken: string[] = [];
  const done: number[] = [];
  const skipped = await decodeAll(items('a', 'hang', 'b', 'bad', 'crash', 'c'), {
    start,
    workers: 1,
    axis: 2,
    hangMs: 30,
    take: async (files) => void taken.push(...files.map(({ facts }) => facts.path)),
    onEvent: (event) => 'progress' in event && done.push(event.progress.done),
  });
  expect(taken).toEqual(['a', 'b', 'c']);
  expect(Object.fromEntries(skipped.map(({ path, error }) => [path, error.code]))).toEqual({
    hang: 'image.hung',
    crash: 'image.crashed',
    bad: 'image.damaged',
  });
  expect(seen).toEqual({ starts: 3, ends: 3 });
  expect(done.at(-1)).toBe(6);
});

test('several workers share the work, and every file is taken once', async () => {
  const { start, seen } = decoders();
  const paths = Array.from({ length: 500 }, (_, i) => `p${i}`);
  const taken: string[] = [];
  await decodeAll(items(...paths), {
    start,
    workers: 4,
    axis: 2,
    take: async (files) => void taken.push(...files.map(({ facts }) => facts.path)),
  });
  expect(taken.length).toBe(500);
  expect(new Set(taken)).toEqual(new Set(paths));
  expect(seen).toEqual({ starts: 4, ends: 4 });
});

test('cancelling ends all workers at once, also in a file that hangs', async () => {
  const { start, seen } = decoders();
  const controller = new AbortController();
  const work = decodeAll(items('a', 'hang'), {
    start,
    workers: 2,
    axis: 2,
    take: async () => {},
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 20);
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(seen.ends).toBe(seen.starts);
});

test('storage that fails fails the reading', async () => {
  const { start, seen } = decoders();
  const work = decodeAll(items('a', 'b'), {
    start,
    workers: 2,
    axis: 2,
    take: () => Promise.reject(new Error('full')),
  });
  await expect(work).rejects.toThrow('full');
  expect(seen.ends).toBe(seen.starts);
});
