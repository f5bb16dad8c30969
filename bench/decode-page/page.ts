import decoderUrl from '../../src/engine/images/decoder-worker.ts?worker&url';
import { decodeAll } from '../../src/engine/images/intake';
import { listFiles } from '../../src/engine/images/read-images';

const start = () => new Worker(new URL(decoderUrl, document.baseURI), { type: 'module' });

/** What one run took from the drop to the last decoded picture. */
interface Decoded {
  ms: number;
  files: number;
  pictures: number;
  skipped: number;
}

/** `window.decode(2)` decodes the input's files with so many workers, and lets go of the pixels. */
async function decode(workers: number): Promise<Decoded> {
  const chosen = [...(document.querySelector('input')?.files ?? [])];
  const dropped = chosen.map((file) => ({ file, path: file.name }));
  const began = performance.now();
  const listing = await listFiles(start, dropped, {});
  let files = 0;
  let pictures = 0;
  const skipped = await decodeAll(listing.files, {
    start,
    workers,
    axis: 2,
    async take(decoded) {
      files += decoded.length;
      for (const one of decoded) pictures += one.decoded.pictures.length;
    },
  });
  const ms = performance.now() - began;
  return { ms, files, pictures, skipped: skipped.length + listing.skipped.length };
}

Object.assign(window, { decode });
