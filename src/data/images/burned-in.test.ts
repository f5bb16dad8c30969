import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { burnedInText } from './burned-in';
import { dicomDecoder } from './dicom';
import { dicomFile, pixelModule } from './dicom/test-file';

/** Five by seven dots, as scanners write. */
const FONT: Record<string, string[]> = {
  K: ['#...#', '#..#.', '#.#..', '##...', '#.#..', '#..#.', '#...#'],
  I: ['.###.', '..#..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  M: ['#...#', '##.##', '#.#.#', '#.#.#', '#...#', '#...#', '#...#'],
  '7': ['#####', '....#', '...#.', '..#..', '..#..', '..#..', '..#..'],
};

/** Soft tissue on black, with noise: an ellipse, 128², 0 to 160. */
function body(size = 128): Uint8Array {
  const noise = rng('body');
  return Uint8Array.from({ length: size * size }, (_, i) => {
    const x = ((i % size) - size / 2) / (size * 0.4);
    const y = (Math.floor(i / size) - size / 2) / (size * 0.45);
    return x * x + y * y < 1 ? 110 + noise.int(50) : noise.int(12);
  });
}

function write(pixels: Uint8Array, size: number, text: string, left: number, top: number, scale = 1): void {
  [...text].forEach((letter, k) => {
    FONT[letter].forEach((row, y) => {
      for (let x = 0; x < 5 * scale; x++)
        for (let dy = 0; dy < scale; dy++)
          if (row[Math.floor(x / scale)] === '#')
            pixels[(top + y * scale + dy) * size + left + k * 6 * scale + x] = 255;
    });
  });
}

const look = (pixels: Uint8Array, size = 128) =>
  burnedInText({ width: size, height: size, channels: 1, pixels });

describe('burned-in text', () => {
  it('is found in any corner, small and large', () => {
    for (const [size, x, y, scale] of [
      [128, 2, 2, 1],
      [128, 92, 118, 1],
      [256, 4, 4, 2],
      [256, 200, 238, 1],
    ]) {
      const pixels = body(size);
      write(pixels, size, 'KIM77', x, y, scale);
      expect(look(pixels, size)).toBe(true);
    }
  });

  it('is not found where there is none, nor in a side marker', () => {
    expect(look(body())).toBe(false);
    const marked = body();
    write(marked, 128, 'K', 4, 4, 2);
    expect(look(marked)).toBe(false);
    expect(look(new Uint8Array(128 * 128).fill(7))).toBe(false);
    const noise = rng('noise');
    expect(look(Uint8Array.from({ length: 128 * 128 }, () => noise.int(256)))).toBe(false);
  });

  it('is a notice of a DICOM file, as is its own word', async () => {
    const notices = async (pixels: Uint8Array, burned: string) => {
      const file = dicomFile(
        pixelModule(128, 128, 8, { '00280301': ['CS', burned], '7fe00010': ['OB', pixels] }),
      );
      return (await dicomDecoder.decode(new Blob([file]), { maxPixels: 1e8, axis: 2 })).notices;
    };
    const named = body();
    write(named, 128, 'KIM77', 2, 2);
    expect(await notices(body(), 'NO')).toBeUndefined();
    expect(await notices(body(), 'YES')).toEqual(['burnedIn']);
    // A file that says NO may be wrong.
    expect(await notices(named, 'NO')).toEqual(['burnedIn']);
  });
});

const root = '../shared/data/dicom/';
describe.skipIf(!existsSync(root))('../shared/data/dicom (skipped where it is absent)', () => {
  const noticesOf = async (name: string) =>
    (
      await dicomDecoder.decode(new Blob([new Uint8Array(readFileSync(root + name))]), {
        maxPixels: 1e8,
        axis: 2,
      })
    ).notices;

  it.each([
    'pydicom/examples_jpeg2k.dcm',
    'pydicom/examples_palette.dcm',
    'pydicom/examples_rgb_color.dcm',
    'pydicom-data/OBXXXX1A_rle.dcm',
    'pydicom-data/US1_J2KI.dcm',
    'cornerstone-wado/US-YBR_FULL_422-EVRLE.dcm',
    'cornerstone-wado/no-pixel-spacing.dcm',
  ])('%s has text', async (name) => {
    expect(await noticesOf(name)).toEqual(['burnedIn']);
  });

  it.each([
    'pydicom/CT_small.dcm',
    'pydicom/MR_small.dcm',
    'pydicom-data/MR2_J2KI.dcm',
    'pydicom-data/RG3_J2KI.dcm', // one letter, a side marker
    'pydicom-data/emri_small.dcm',
    'pydicom/liver_1frame.dcm',
    'pydicom/image_dfl.dcm',
    'cornerstone-wado/CT1_J2KR',
    'cornerstone-wado/CTImage.dcm',
    'dwv/bbmri-53323131.dcm',
    'dwv/gdcm-CR-MONO1-10-chest.dcm',
    'dwv/osirix-toutatix-100.dcm',
  ])('%s has none', async (name) => {
    expect(await noticesOf(name)).toBeUndefined();
  });
});
