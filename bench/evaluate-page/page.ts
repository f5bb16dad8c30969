import type { Rows, Timed } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/** `window.evaluate(rows)` evaluates predictions in the worker; one at a time. */
const evaluate = (rows: Rows): Promise<Timed> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: Timed } | { error: string }>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(rows);
  });

Object.assign(window, { evaluate });
