import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import { rng } from '../../../study/random';
import { dicomDecoder } from '.';

const root = '../shared/data/dicom/';
const FILES = [
  'pydicom/MR_small.dcm',
  'pydicom/MR_small_implicit.dcm',
  'pydicom/MR_small_bigendian.dcm',
  'pydicom/MR_small_RLE.dcm',
  'pydicom/MR_small_jp2klossless.dcm',
  'pydicom/MR_small_jpeg_ls_lossless.dcm',
  'pydicom/SC_rgb_jpeg_gdcm.dcm',
  'pydicom/SC_rgb_dcmtk_+eb+cy+np.dcm',
  'pydicom/JPGExtended.dcm',
  'pydicom/image_dfl.dcm',
  'pydicom-data/color-pl.dcm',
  'pydicom-data/emri_small_RLE.dcm',
];
const EACH = Number(process.env.FUZZ ?? 12);

/** Whatever a damaged file holds, it is read or refused in our words; nothing else is thrown, and nothing hangs. */
describe.skipIf(!existsSync(root))('damaged DICOM files (skipped without ../shared)', () => {
  it.each(FILES)('%s', async (name) => {
    const whole = new Uint8Array(readFileSync(root + name));
    for (let k = 0; k < EACH; k++) {
      const random = rng('fuzz', name, k);
      const damaged = whole.slice(0, random.int(4) === 0 ? random.int(whole.length) : whole.length);
      // The header is short: half of the damage goes there.
      const reach = Math.min(damaged.length, random.int(2) ? 2000 : damaged.length);
      for (let i = 1 + random.int(8); i > 0 && reach > 0; i--) damaged[random.int(reach)] = random.int(256);
      const outcome = await dicomDecoder
        .decode(new Blob([damaged]), { maxPixels: 1e7, axis: 2 })
        .then(() => 'read')
        .catch((thrown: unknown) => thrown);
      if (outcome !== 'read') expect([k, outcome]).toEqual([k, expect.any(BenchsideError)]);
    }
  });
});
