import type { Calls } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const input = document.querySelector('input') as HTMLInputElement;

/** `window.tables({ call, body })` asks the worker, which is given the chosen file; one call at a time. */
const tables = <C extends keyof Calls>({
  call,
  body,
}: {
  call: C;
  body: Calls[C][0];
}): Promise<Calls[C][1]> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: Calls[C][1] } | { error: string }>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ call, body, file: (input.files as FileList)[0] });
  });

Object.assign(window, { tables });
