// A generated tiled TIFF of 20,000 x 20,000 colour pixels (1.2 GB unpacked, no smaller copy inside): tissue found on a
// copy of 1,024 pixels, then every patch of 256 pixels with tissue read, in a worker of a real browser. Memory at the
// peak, and whether the patches are where the tissue is. There is no peer: the question is whether it goes through.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakMemory } from './load-page/measure.mjs';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './pages/serve-page.mjs';
import { inTissue, writeSlide } from './slide-page/write-slide.mjs';

const SIZE = 20_000;
const PATCH = 256;
const BOUND_MB = 300;

/** Share of a patch that is tissue, on a grid of 16 x 16 of its pixels. */
function tissueShare({ x, y }) {
  let inside = 0;
  for (let j = 8; j < PATCH; j += 16)
    for (let i = 8; i < PATCH; i += 16) inside += inTissue(x + i, y + j, SIZE);
  return inside / 256;
}

export async function run({ browser, launchArgs }) {
  const folder = mkdtempSync(join(tmpdir(), 'benchside-slide-'));
  const server = await servePage('slide-page');
  try {
    const file = join(folder, 'slide.tif');
    const bytes = writeSlide(file, SIZE);
    const { before, peak, found } = await peakMemory(
      () => openLoadPage({ server, browser, launchArgs, file }),
      'patches',
    );
    const shares = found.found.map(tissueShare);
    let wanted = 0;
    for (let y = 0; y + PATCH <= SIZE; y += PATCH)
      for (let x = 0; x + PATCH <= SIZE; x += PATCH) if (tissueShare({ x, y }) >= 0.5) wanted++;
    return {
      ours: (found.overviewMs + found.patchesMs) / 1000,
      unit: 'seconds, tissue found and every patch with tissue read',
      overviewSeconds: found.overviewMs / 1000,
      patchesPerSecond: (1000 * found.found.length) / found.patchesMs,
      peakHeapMB: peak - before,
      boundPeakHeapMB: BOUND_MB,
      peakHeapOf: "what the page's process (VmHWM) grew by: worker and buffers",
      pixels: [found.width, found.height],
      fileMB: bytes / 2 ** 20,
      unpackedMB: (SIZE * SIZE * 3) / 2 ** 20,
      patches: found.found.length,
      patchesWithTissue: wanted,
      leastTissueInAPatch: Math.min(...shares),
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
