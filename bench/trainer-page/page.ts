import type { Answer, Calls } from './worker';

const start = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const first = start();

/** Runs a call in a worker; one at a time. */
function askOne<C extends keyof Calls>(worker: Worker, call: C, body: Calls[C][0]): Promise<Calls[C][1]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ('error' in data) reject(new Error(data.error));
      else if ('progress' in data) console.info(data.progress);
      else resolve(data.ok as Calls[C][1]);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ call, body });
  });
}

/** `window.ask('tune', {...})` */
const ask = <C extends keyof Calls>(call: C, body: Calls[C][0]): Promise<Calls[C][1]> =>
  askOne(first, call, body);

/**
 * The points of a grid by workers that each take the next one when they are done, the first point by all of them before
 * the clock runs. Milliseconds for all.
 */
async function shared({ points, workers }: { points: Calls['fit'][0][]; workers: number }): Promise<number> {
  const pool = Array.from({ length: workers }, start);
  await Promise.all(pool.map((worker) => askOne(worker, 'fit', points[0])));
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    pool.map(async (worker) => {
      while (next < points.length) await askOne(worker, 'fit', points[next++]);
    }),
  );
  const ms = performance.now() - begun;
  for (const worker of pool) worker.terminate();
  return ms;
}

Object.assign(window, { ask, shared });
