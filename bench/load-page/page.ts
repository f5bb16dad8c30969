import type { Reader, Timed } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/** `window.load('ours')` reads the file of the input in the worker; one at a time. */
function load(reader: Reader): Promise<Timed> {
  const file = document.querySelector('input')?.files?.[0];
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: Timed } | { error: string }>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ reader, file });
  });
}

Object.assign(window, { load });
