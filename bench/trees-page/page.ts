import type { Boosted, Job } from './worker';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const input = document.querySelector('input') as HTMLInputElement;

/** `window.boost(job)` boosts on the chosen matrix in the worker; one at a time. */
const boost = (job: Omit<Job, 'file'>): Promise<Boosted> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ ok: Boosted } | { error: string }>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ ...job, file: (input.files as FileList)[0] });
  });

Object.assign(window, { boost });
