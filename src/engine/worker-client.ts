import { BenchsideError, fromRecord } from '../study/errors';
import type { FromWorker, ToWorker, WorkerEvent } from './protocol';

/** The part of a Worker that the client needs: a test hands in a fake one. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface CallOptions {
  signal?: AbortSignal;
  onEvent?: (event: WorkerEvent) => void;
  transfer?: Transferable[];
  /** After this many milliseconds the worker is ended by force and the call fails with `data.tooSlow`. */
  limitMs?: number;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onEvent?: (event: WorkerEvent) => void;
  settle(): void;
}

/** Requests of an API: name -> [request, response]. */
type ApiOf<Api> = { [K in keyof Api]: [unknown, unknown] };

/**
 * A worker behind typed calls. It starts at the first call. A crash rejects everything pending with
 * `worker.crashed`, and the next call starts a fresh worker. Cancelling asks the worker first; `end` does not ask.
 */
export class WorkerClient<Api extends ApiOf<Api>> {
  private port: Port | null = null;
  private readonly pending = new Map<number, Pending>();
  private next = 1;

  constructor(
    private readonly start: () => Port,
    /** Events that belong to no request any more, such as journal lines after a search was cancelled. */
    private readonly onStray: (event: WorkerEvent) => void = () => {},
    private readonly onCrash: () => void = () => {},
  ) {}

  call<K extends keyof Api & string>(
    name: K,
    body: Api[K][0],
    options: CallOptions = {},
  ): Promise<Api[K][1]> {
    const { signal, onEvent, transfer, limitMs } = options;
    if (signal?.aborted) return Promise.reject(new BenchsideError('cancelled', {}, 'cancelled'));
    return new Promise((resolve, reject) => {
      const port = this.open();
      const id = this.next++;
      const abort = () => port.postMessage({ id, cancel: true } satisfies ToWorker);
      const timer =
        limitMs === undefined
          ? undefined
          : setTimeout(
              () => this.end(new BenchsideError('data.tooSlow', { seconds: Math.round(limitMs / 1000) })),
              limitMs,
            );
      this.pending.set(id, {
        resolve: resolve as (value: unknown) => void,
        reject,
        onEvent,
        settle: () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
        },
      });
      signal?.addEventListener('abort', abort);
      try {
        port.postMessage({ id, call: name, body } satisfies ToWorker, transfer);
      } catch (error) {
        this.take(id)?.reject(error);
      }
    });
  }

  /** Ends the worker at once; what is pending fails with the given error. */
  end(error: BenchsideError = new BenchsideError('cancelled', {}, 'cancelled')): void {
    this.port?.terminate();
    this.port = null;
    for (const id of [...this.pending.keys()]) this.take(id)?.reject(error);
  }

  get running(): boolean {
    return this.port !== null;
  }

  private open(): Port {
    if (this.port) return this.port;
    const port = this.start();
    const crash = () => {
      if (this.port !== port) return;
      this.end(new BenchsideError('worker.crashed', {}, 'fatal'));
      this.onCrash();
    };
    port.onmessage = (event) => this.receive(event.data as FromWorker);
    port.onerror = (event) => {
      event.preventDefault?.();
      crash();
    };
    port.onmessageerror = crash;
    this.port = port;
    return port;
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.settle();
    return pending;
  }

  private receive(message: FromWorker): void {
    if ('event' in message) {
      const listener = this.pending.get(message.id)?.onEvent;
      if (listener) listener(message.event);
      else this.onStray(message.event);
    } else if ('error' in message) this.take(message.id)?.reject(fromRecord(message.error));
    else this.take(message.id)?.resolve(message.ok);
  }
}
