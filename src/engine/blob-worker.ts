const LOOK_AGAIN_MS = 1000;

/**
 * Calls back once the holder of a lock is gone. A worker that ends by itself (`close()`, a crash of its own) fires
 * no event; its locks are released.
 */
async function whenReleased(lock: string, gone: () => void): Promise<void> {
  const held = await navigator.locks.request(lock, { ifAvailable: true }, (free) => free === null);
  // Not yet held: the worker's request is on its way.
  if (held) await navigator.locks.request(lock, gone);
  else setTimeout(() => void whenReleased(lock, gone), LOOK_AGAIN_MS);
}

/**
 * A worker loaded by URL inherits no Content-Security-Policy of its page, and the data lives in workers. Started
 * from a blob that imports the module it does inherit, also on hosts that cannot send headers. It holds a lock as
 * long as it lives; one that ends unasked fires `error`. Workers may start workers.
 */
export function startWorker(url: string, name: string): Worker {
  // A worker started from a blob has no base address: the module's own is taken.
  const base = 'document' in globalThis ? document.baseURI : import.meta.url;
  const module = new URL(url, base).href;
  const life = `benchside-worker-${name}-${crypto.randomUUID()}`;
  const source = `import ${JSON.stringify(module)};
navigator.locks.request(${JSON.stringify(life)}, () => new Promise(() => {}));`;
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module', name });
  // Whoever answers lives, and holds its lock.
  worker.addEventListener(
    'message',
    () => void whenReleased(life, () => void worker.dispatchEvent(new ErrorEvent('error'))),
    { once: true },
  );
  // The import has been resolved long before a minute is over; a revoked URL frees the blob.
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  return worker;
}
