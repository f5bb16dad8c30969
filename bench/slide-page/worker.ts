import { openTiledTiff } from '../../src/data/images/raster/tiff-regions';
import { patches } from '../../src/prep/image/patches';

/** What was cut out of a slide, and how long the parts of it took. */
export interface SlideFound {
  width: number;
  height: number;
  overviewMs: number;
  patchesMs: number;
  /** Left upper corners, and the mean of all three colours of each patch. */
  found: { x: number; y: number; mean: [number, number, number] }[];
}

const PARAMS = { size: 256, stride: 256, most: 5000, tissue: 0.5 };

async function cutPatches(file: File): Promise<SlideFound> {
  const start = performance.now();
  const slide = await openTiledTiff(file);
  const { width, height, channels } = slide;
  const scale = 1024 / Math.max(width, height);
  const overview = await slide.readRegion(0, 0, width, height, scale);
  const { unit, range } = overview;
  const regions = patches.regions?.({ width, height, channels, unit, range }, PARAMS, () => overview) ?? [];
  const looked = performance.now();
  const found: SlideFound['found'] = [];
  for (const region of regions) {
    const { v } = await slide.readRegion(region.x, region.y, region.width, region.height);
    const mean: [number, number, number] = [0, 0, 0];
    for (let i = 0; i < v.length; i++) mean[i % 3] += (3 * v[i]) / v.length;
    found.push({ x: region.x, y: region.y, mean });
  }
  return { width, height, overviewMs: looked - start, patchesMs: performance.now() - looked, found };
}

self.onmessage = ({ data }: MessageEvent<File>) => {
  cutPatches(data).then(
    (ok) => self.postMessage({ ok }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
