import type { Clock } from '../study/context';
import { BenchsideError } from '../study/errors';

/** How work can be held up from outside. */
export interface Interruption {
  signal?: AbortSignal;
  /** Resolves when work may go on. */
  pause?: () => Promise<void>;
}

/** How long training may keep its worker from answering messages, in ms. */
const LONGEST_STRETCH = 25;

/** Lets the worker handle its messages. A MessageChannel: timers are clamped to 4 ms, frames stop in hidden tabs. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
};

/**
 * Says when work must make room for the messages of its worker. One for all work of a trainer: short epochs add
 * up, and reading back from WASM gives way to no message.
 */
export class Pace {
  private since: number;

  constructor(private readonly clock: Clock) {
    this.since = clock.now();
  }

  due(): boolean {
    return this.clock.now() - this.since >= LONGEST_STRETCH;
  }

  /** Gives way and starts a new stretch. Errors: `cancelled`. */
  async rest({ signal, pause }: Interruption): Promise<void> {
    await breathe();
    if (signal) throwIfAborted(signal);
    await pause?.();
    if (signal) throwIfAborted(signal);
    this.since = this.clock.now();
  }
}
