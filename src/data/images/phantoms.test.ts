import { describe, expect, it } from 'vitest';
import { phantomFiles } from './phantoms';

const files = phantomFiles(1);
const pixels = (file: (typeof files)[number]) =>
  file.decoded.pictures.flatMap((picture) => [...picture.pixels]);
const noduleOf = (file: (typeof files)[number]) => file.path.startsWith('nodule/');

describe('phantomFiles', () => {
  it('gives 60 patients of 4 sections in Hounsfield units, half with a nodule, by two scanners', () => {
    expect(files.length).toBe(60);
    expect(files.filter(noduleOf).length).toBe(30);
    expect(new Set(files.map(({ decoded }) => decoded.patient)).size).toBe(60);
    const scanners = files.map(({ decoded }) => decoded.tags?.scanner);
    expect(new Set(scanners)).toEqual(new Set(['Synthetic Phantom A', 'Synthetic Phantom B']));
    for (const { decoded } of files) {
      expect(decoded.notices).toEqual(['synthetic']);
      expect(decoded.pictures.map(({ slice }) => slice)).toEqual([0, 1, 2, 3]);
      for (const { width, height, channels, unit, pixels: v } of decoded.pictures) {
        expect([width, height, channels, unit, v.length]).toEqual([96, 96, 1, 'hu', 9216]);
        expect(v).toBeInstanceOf(Int16Array);
      }
    }
  });

  it('is the same for a seed and another for another', () => {
    const small = (seed: number) => phantomFiles(seed, { patients: 2, slices: 2, size: 32 });
    expect(small(1)).toEqual(small(1));
    expect(pixels(small(2)[0])).not.toEqual(pixels(small(1)[0]));
  });

  it('holds what a section of a chest holds: air, lung, fat, soft tissue and bone, in likely shares', () => {
    for (const file of files.slice(0, 8)) {
      const v = pixels(file);
      const share = (low: number, high: number) => v.filter((hu) => hu >= low && hu < high).length / v.length;
      expect(share(-1024, -950)).toBeGreaterThan(0.2);
      expect(share(-950, -700)).toBeGreaterThan(0.08);
      expect(share(-50, 150)).toBeGreaterThan(0.08);
      expect(share(200, 3072)).toBeGreaterThan(0.005);
      expect(share(200, 3072)).toBeLessThan(0.05);
    }
  });

  it('does not give the class away by the scanner', () => {
    const withNodule = (model: string) => {
      const group = files.filter(({ decoded }) => decoded.tags?.scanner === model);
      return group.filter(noduleOf).length / group.length;
    };
    expect(Math.abs(withNodule('Synthetic Phantom A') - withNodule('Synthetic Phantom B'))).toBeLessThan(
      0.35,
    );
  });

  it('differs between scanners in noise outside the body', () => {
    const noise = (model: string) => {
      const corner = files
        .filter(({ decoded }) => decoded.tags?.scanner === model)
        .flatMap(({ decoded }) => [...decoded.pictures[0].pixels.subarray(0, 12)])
        .filter((hu) => hu > -1024);
      const mean = corner.reduce((sum, hu) => sum + hu, 0) / corner.length;
      return Math.sqrt(corner.reduce((sum, hu) => sum + (hu - mean) ** 2, 0) / corner.length);
    };
    expect(noise('Synthetic Phantom B')).toBeGreaterThan(1.2 * noise('Synthetic Phantom A'));
  });
});
