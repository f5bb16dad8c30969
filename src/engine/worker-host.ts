import { errorRecord } from '../study/errors';
import type { FromWorker, ToWorker, WorkerEvent } from './protocol';

/** What a handler is given beside its request. */
export interface Call {
  signal: AbortSignal;
  emit(event: WorkerEvent): void;
}

export type Handlers<Api extends { [K in keyof Api]: [unknown, unknown] }> = {
  [K in keyof Api]: (body: Api[K][0], call: Call) => Promise<Api[K][1]> | Api[K][1];
};

interface Scope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, options?: { transfer?: Transferable[] }): void;
}

/** Pixels of decoded files lie deepest: answer, files, file, decoded, pictures, picture, pixels. */
const DEEPEST = 7;

/** Buffers that an answer hands over instead of copying. */
const buffersOf = (value: unknown, found: Set<ArrayBuffer>, depth = 0): Set<ArrayBuffer> => {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (depth < DEEPEST && Array.isArray(value)) {
    // Lists of plain values (dictionaries, curves) hold no buffers: their first element tells.
    if (typeof value[0] === 'object') for (const item of value) buffersOf(item, found, depth + 1);
  } else if (depth < DEEPEST && typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) buffersOf(item, found, depth + 1);
  return found;
};

export const transferables = (value: unknown): ArrayBuffer[] => [...buffersOf(value, new Set())];

/**
 * Answers requests in a worker's global scope. Handlers run as they come, so that `pause` is heard during a
 * search; `handOver` names the calls whose answer's buffers the worker does not need any more.
 */
export function host<Api extends { [K in keyof Api]: [unknown, unknown] }>(
  scope: Scope,
  handlers: Handlers<Api>,
  handOver: readonly (keyof Api)[] = [],
): void {
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker, transfer: Transferable[] = []) =>
    scope.postMessage(message, { transfer });
  scope.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
    const { id } = data;
    if ('cancel' in data) {
      running.get(id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const name = data.call as keyof Api;
      const ok = await handlers[name](data.body as Api[typeof name][0], {
        signal: controller.signal,
        emit: (event) => send({ id, event }),
      });
      send({ id, ok }, handOver.includes(name) ? transferables(ok) : []);
    } catch (thrown) {
      const error = errorRecord(thrown);
      if (error.code === 'unexpected') console.error(thrown instanceof Error ? thrown.stack : thrown);
      send({ id, error });
    } finally {
      running.delete(id);
    }
  };
}
