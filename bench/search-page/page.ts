import type { Calls } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/** `window.ask('tabulate', {...})` runs a call in the worker; one at a time. */
function ask<C extends keyof Calls>(call: C, body: Calls[C][0]): Promise<Calls[C][1]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: Calls[C][1] } | { error: string }>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ call, body });
  });
}

Object.assign(window, { ask });
