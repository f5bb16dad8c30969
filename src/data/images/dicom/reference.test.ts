import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import { dicomDecoder } from '.';
import { encapsulatedFrames } from './fragments';
import { storedFrames } from './frames';
import { pixelHeader } from './header';
import { parseDicomFile } from './parse';
import { withFrames } from './test-file';

/**
 * Every file of ../shared/data/dicom/reference_pixels.csv: minimum, maximum and mean of what is stored, decoded by
 * pydicom or DCMTK. Minima and maxima are exact, for lossy JPEG too; means are written there with four decimals.
 */
const root = '../shared/data/dicom/';
const there = existsSync(`${root}reference_pixels.csv`);
const MEAN_ROUNDING = 5.1e-5;

const open = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(root + name));
const cells = (line: string): string[] =>
  [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map((m) => m[1].replaceAll('"', ''));
const table = (name: string): string[][] =>
  there
    ? readFileSync(root + name, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map(cells)
    : [];

type Numbers = [low: number, high: number, mean: number];

/** RGB out of pydicom 3.0.2; the table has luminance and differences as they stand in the JPEG. */
const AS_RGB: Record<string, Numbers> = {
  'pydicom/SC_rgb_dcmtk_+eb+cy+n1.dcm': [0, 255, 127.545],
  'pydicom/SC_rgb_dcmtk_+eb+cy+n2.dcm': [0, 255, 127.7333],
  'pydicom/SC_rgb_dcmtk_+eb+cy+np.dcm': [0, 255, 127.545],
  'pydicom/SC_rgb_dcmtk_+eb+cy+s2.dcm': [0, 255, 127.7333],
  'pydicom/SC_rgb_dcmtk_+eb+cy+s4.dcm': [0, 255, 127.7333],
  'pydicom/SC_rgb_jpeg_dcmtk.dcm': [0, 255, 127.7333],
  'pydicom/SC_rgb_jpeg_lossy_gdcm.dcm': [0, 255, 127.5283],
  'pydicom/SC_rgb_small_odd_jpeg.dcm': [49, 179, 128.3333],
  'pydicom/examples_ybr_color.dcm': [0, 220, 10.4908],
};

/** Where the table is empty or another reading is right. */
const OTHERWISE: Record<string, Numbers> = {
  // 15 bits with a sign; the table read 16 without. CharLS by imagecodecs 2026.3.6, sign extended by numpy 2.
  'pydicom-data/JLSL_16_15_1_1F.dcm': [-16384, 16383, -4043.624],
  // One bit a pixel. The table has Pillow's 0 and 128; the same masks uncompressed have 0 and 1 (pydicom 3.0.2).
  'pydicom-data/liver_j2k.dcm': [0, 1, 0.1362],
  'pydicom-data/liver_nonbyte_aligned_j2k.dcm': [0, 1, 0.1373],
  // The table could not; the same masks uncompressed.
  'pydicom-data/liver_deflate.dcm': [0, 1, 0.1362],
  'pydicom-data/liver_nonbyte_aligned_deflate.dcm': [0, 1, 0.1373],
  'pydicom-data/liver_rle.dcm': [0, 1, 0.1362],
  'pydicom-data/liver_nonbyte_aligned_rle.dcm': [0, 1, 0.1373],
  // The table could not; OpenJPEG and CharLS by imagecodecs 2026.3.6 can.
  'pydicom/GDCMJ2K_TextGBR.dcm': [0, 255, 124.4359],
  'pydicom-data/JLSL_08_07_0_1F.dcm': [0, 127, 47.3317],
  // Number of frames is written as '1A': pydicom stops there, we read 1. The numbers are those of rtdose_1frame.dcm.
  'pydicom/badVR.dcm': [795000, 1254000, 1013780],
};

/** Enhanced multi-frame: the table did not look for the intercept of each frame (0028,9145). */
const PER_FRAME: Record<string, number> = {
  'cornerstone-wado/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm': -1024,
};

/** Files that nobody can read, and how we say so. */
const REFUSED: Record<string, string> = {
  'pydicom/MR_truncated.dcm': 'image.truncated', // 8,130 of 8,192 bytes
  'pydicom/JPEG2000-embedded-sequence-delimiter.dcm': 'image.damaged', // claims a width of 3.7 thousand million
  'pydicom/meta_missing_tsyntax.dcm': 'image.damaged', // pixels, but no rows and columns
  'pydicom/nested_priv_SQ.dcm': 'image.truncated', // the same, and its pixels are cut off
};

async function stored(name: string): Promise<Numbers> {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let n = 0;
  for await (const { samples } of storedFrames(pixelHeader(parseDicomFile(open(name)), 1e8)))
    for (const x of samples) {
      if (x < low) low = x;
      if (x > high) high = x;
      sum += x;
      n++;
    }
  return [low, high, sum / n];
}

const code = (thrown: unknown): string => (thrown instanceof BenchsideError ? thrown.code : String(thrown));

describe.skipIf(!there)('reference_pixels.csv (skipped without ../shared)', () => {
  const rows = table('reference_pixels.csv');

  it('has the 147 files with pixels', () => {
    expect(rows).toHaveLength(147);
  });

  it.each(rows.map((row) => [row[0], row] as const))('%s', async (name, row) => {
    if (name in REFUSED) {
      expect(await stored(name).catch(code)).toBe(REFUSED[name]);
      return;
    }
    const [low, high, mean] = AS_RGB[name] ?? OTHERWISE[name] ?? row.slice(5, 8).map(Number);
    const got = await stored(name);
    expect([got[0], got[1]]).toEqual([low, high]);
    expect(Math.abs(got[2] - mean)).toBeLessThan(MEAN_ROUNDING + 1e-6 * Math.abs(mean));
  });

  const grey = rows.filter(([name, , , shape]) => shape && !/x3$/.test(shape) && !(name in OTHERWISE));
  it.each(grey.map((row) => [row[0], row] as const))('%s rescaled', async (name, row) => {
    const file = await dicomDecoder.decode(new Blob([open(name)]), { maxPixels: 1e8, axis: 2 });
    const header = pixelHeader(parseDicomFile(open(name)), 1e8);
    if (header.photometric === 'PALETTE COLOR') {
      expect(file.pictures[0]).toMatchObject({ channels: 3, unit: 'colour', range: [0, 255] });
      return;
    }
    let sum = 0;
    let n = 0;
    for (const { pixels } of file.pictures) {
      for (const x of pixels) sum += x;
      n += pixels.length;
    }
    if (header.set.string('x00080060') === 'CT' && header.set.elements.x00281053)
      expect(file.pictures[0]).toMatchObject({ unit: 'hu', range: [-1024, 3071] });
    const { range } = file.pictures[0];
    const mean = header.photometric === 'MONOCHROME1' ? range[0] + range[1] - sum / n : sum / n;
    // Padding is made dark on purpose; the table averages it in.
    if (header.set.elements.x00280120) return;
    const wanted = Number(row[8]) + (PER_FRAME[name] ?? 0);
    expect(Math.abs(mean - wanted)).toBeLessThan(MEAN_ROUNDING + 1e-6 * Math.abs(mean));
  });
});

describe.skipIf(!there)('files of dicom_index.csv without pixels (skipped without ../shared)', () => {
  const known = new Set(table('reference_pixels.csv').map(([name]) => name));
  const rest = table('dicom_index.csv').filter(([name]) => !known.has(name));
  const OTHER: Record<string, string> = {
    // Float pixel data: pydicom 3.0.2 reads 0 to .94157916, mean .58698034.
    'pydicom-data/parametric_map_float.dcm': 'read',
    // Only the delimiter after the last frame is missing.
    'pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm': 'read',
    'pydicom/no_meta.dcm': 'image.notDicom', // a stray byte stands before the first tag: pydicom reads nothing either
    'pydicom/rtplan_truncated.dcm': 'image.damaged',
    'pydicom/dicomdirtests/DICOMDIR-nooffset': 'image.damaged',
  };
  it.each(rest.map(([name]) => name))('%s', async (name) => {
    const outcome = await dicomDecoder
      .decode(new Blob([open(name)]), { maxPixels: 1e8, axis: 2 })
      .then(() => 'read')
      .catch(code);
    expect(outcome).toBe(OTHER[name] ?? 'image.noPixels');
  });

  it('reads ten whole frames without their last delimiter', async () => {
    const [low, high, mean] = await stored('pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm');
    expect([low, high, mean]).toEqual([0, 467, expect.closeTo(109.6991, 4)]);
  });

  it('reads numbers with a point', async () => {
    const [low, high, mean] = await stored('pydicom-data/parametric_map_float.dcm');
    expect([low, high, mean]).toEqual([0, expect.closeTo(0.94157916, 7), expect.closeTo(0.58698034, 6)]);
  });
});

describe.skipIf(!there)('a compressed stream that is cut short (skipped without ../shared)', () => {
  it.each([
    'pydicom/SC_rgb_dcmtk_+eb+cr.dcm',
    'pydicom/JPGExtended.dcm',
    'cornerstone-wado/CTImage.dcm_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm',
    'pydicom/SC_rgb_jpeg_gdcm.dcm',
    'pydicom/MR_small_jpeg_ls_lossless.dcm',
    'pydicom/MR_small_jp2klossless.dcm',
    'pydicom/MR_small_RLE.dcm',
  ])('%s is never half a picture', async (name) => {
    const whole = open(name);
    const header = pixelHeader(parseDicomFile(whole), 1e8);
    const [stream] = encapsulatedFrames(header);
    const before = whole.subarray(0, header.pixels.dataOffset - 12);
    const cut = withFrames(before, [stream.slice(0, Math.floor(stream.length * 0.6))]);
    const outcome = await dicomDecoder
      .decode(new Blob([cut]), { maxPixels: 1e8, axis: 2 })
      .then(() => 'read')
      .catch(code);
    expect(['image.truncated', 'image.damaged']).toContain(outcome);
  });
});
