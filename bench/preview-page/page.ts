import type { Measured } from './measure';

/** `window.measure()` runs the previews in a worker, as the engine does. */
function measure(): Promise<Measured[]> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Measured[]>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

Object.assign(window, { measure });
