import type { SlideFound } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/** `window.load()` cuts patches out of the slide of the input in the worker; one at a time. */
function load(): Promise<SlideFound> {
  const file = document.querySelector('input')?.files?.[0];
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: SlideFound } | { error: string }>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(file);
  });
}

Object.assign(window, { load });
