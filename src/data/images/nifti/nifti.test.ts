import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import { rng } from '../../../study/random';
import type { DecodeOptions } from '../decoder';
import { niftiDecoder } from '.';

const OPTIONS: DecodeOptions = { maxPixels: 1e8, axis: 2 };
const bytes = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'));
const decode = (data: Uint8Array<ArrayBuffer>, options: Partial<DecodeOptions> = {}) =>
  niftiDecoder.decode(new Blob([data]), { ...OPTIONS, ...options });
const code = (thrown: unknown): string => (thrown instanceof BenchsideError ? thrown.code : String(thrown));

/** Volumes of 2 × 3 × 2 voxels, 2 × 3 × 4 mm, written and read back by nibabel 5.4.2; numbers first axis fastest. */
const MADE: [name: string, file: string, numbers: number[]][] = [
  [
    'int8',
    'H4sIAAAAAAACA4thZCAKMDMwgTEjFKIBRg4w1WAPJByACIgbHCB8ZLzBmYHhQD0EDzzA4g9k4IBFCItYgwM2zXnahmD655//TKwc3HyCIuJSALB6BNdsAQAA',
    [-7, -4, -1, 2, 5, 8, 11, 14, 17, 20, 23, 26],
  ],
  [
    'uint16',
    'H4sIAAAAAAACA4thZCAKMDMwgTEjFKIBJgEw1WAPJByACIgbHCB8ZLzBmYHhQD0EDzzA4g9k4IBFCItYgwM2zXnahvCQY2PgZOBh4GcQYhBlkGCQZpBjUGQAAB8FcRp4AQAA',
    [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33],
  ],
  [
    'int16, big-endian, slope .5 and intercept 10',
    'H4sIAAAAAAACA2NgYIxhIAYwMzCBMSMUogIWBgEGBvsGBgYHIMcBSDg0QPjI2HkDkAbKOyowDA6A6Q84cMAmhkUQ5E9sIE/bEEz///n/z///wHBjZeBg4GbgYxBkEGEQZ5ACAKYtiFd4AQAA',
    [6.5, 8, 9.5, 11, 12.5, 14, 15.5, 17, 18.5, 20, 21.5, 23],
  ],
  [
    'int32',
    'H4sIAAAAAAACA4thZCAKMDMwgTEjFKICDgYFMN1gDyQcgAiIGxwgfGS8wZmB4UA9BA88wPQHCnDAIoRFrMEBm+Y8bUMw/fP///9//kMAE5DPCg4tBgZuIOYDYkEgFgFicSCWAmIANz7v95ABAAA=',
    [-7, -4, -1, 2, 5, 8, 11, 14, 17, 20, 23, 26],
  ],
  [
    'uint32, big-endian',
    'H4sIAAAAAAACA2NgYIxhIAYwMzCBMSMUokkyKDAw2DcwMDgAeQ5AwqEBwkfGzhsYGOoPQPCgABj+QAAHbGJYBEH+xAbytA3RAoiBDYg5gZgHiPmBWAiIRYFYAoilgVgOiBUBv1I06ZABAAA=',
    [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33],
  ],
  [
    'float32, big-endian',
    'H4sIAAAAAAACA2NgYIxhIAYwMzCBMSMUogIBBgUGBvsGBgYHIMcBSDg0QPjI2HkDA0P9AQgeFADTH3DggE0MiyDIn9hAnrYhmD7wAIiBavbDwmYBA4MjkHY0AOIEIO4AYpDYDiC+wMAAAE1h2dmQAQAA',
    [-7, -4, -1, 2, 5, 8, 11, 14, 17, 20, 23, 26],
  ],
  [
    'float64',
    'H4sIAAAAAAACA4thZCAKMDMwgTEjFKICByAEgQZ7MIfBAYgbHCB8ZLzBmYHhQD0EDzzA9AeapzCFsIg1OGDTnKdtiMSTOQChBaD0h/2odohAaQUorQaldaC0IZQ2gdLmUNrKAQDpCM5XwAEAAA==',
    [-7, -4, -1, 2, 5, 8, 11, 14, 17, 20, 23, 26],
  ],
  [
    'int64',
    'H4sIAAAAAAACA4thZCAKMDMwgTEjFKIBFgcw1WAPJIBMByBucIDwkfEGZwaGA/UQPPAAiz+QgQMWISxiDQ7YNOdpG4Lpn/8h4M9/VMAEVccKpTmgNDeU5oPSglBaBEqLQ2kpKA0Akz4xDcABAAA=',
    [-7, -4, -1, 2, 5, 8, 11, 14, 17, 20, 23, 26],
  ],
  [
    'uint64',
    'H4sIAAAAAAACA4thZCAKMDMwgTEjFKIBVgcw1WAPJIBMByBucIDwkfEGZwaGA/UQPPAAiz+QgQMWISxiDQ7YNOdpG6KFHwSwQWlOKM0DpfmhtBCUFoXSElBaGkrLQWlFKA0A+k4QIcABAAA=',
    [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33],
  ],
  [
    'int16 in NIfTI-2',
    'H4sIAAAAAAACA5NhYmDI0zZi4OWS4mJhEGBgZoAAJiiNzmckQOMHH+yhDAcIxQGlBRxQ5TFpBSZkc37Uo9KDDzASHSZYgQNxyjiIVCfgQK5Dfv7/8///fyYGVgYOBm4GPgZBBhEGcQYpBgAySjv2OAIAAA==',
    [-7, -4, -1, 2, 5, 8, 11, 14, 17, 20, 23, 26],
  ],
];

/** Where a number of a slice along the last axis stands in the volume: these affines grow to the right and front. */
const hung = (numbers: number[], k: number): number[] =>
  [2, 1, 0].flatMap((y) => [1, 0].map((x) => numbers[x + 2 * y + 6 * k]));

describe('a volume made by nibabel', () => {
  it.each(MADE)('%s', async (_, file, numbers) => {
    const { pictures } = await decode(bytes(file));
    expect(pictures).toHaveLength(2);
    pictures.forEach((picture, k) => {
      expect(Array.from(picture.pixels)).toEqual(hung(numbers, k));
      expect(picture).toMatchObject({ width: 2, height: 3, channels: 1, slice: k, spacing: [2, 3] });
      expect(picture.unit).toBe('intensity');
    });
  });

  it('is cut along another axis', async () => {
    const [, file, numbers] = MADE[1];
    const { pictures } = await decode(bytes(file), { axis: 0 });
    expect(pictures).toHaveLength(2);
    // Feet down, front on the left.
    const wanted = [1, 0].flatMap((z) => [2, 1, 0].map((y) => numbers[1 + 2 * y + 6 * z]));
    expect(Array.from(pictures[1].pixels)).toEqual(wanted);
    expect(pictures[1]).toMatchObject({ width: 3, height: 2, slice: 1, spacing: [3, 4] });
  });

  it('is known by its bytes, gzipped or not', () => {
    const packed = bytes(MADE[0][1]);
    expect(niftiDecoder.reads(packed.subarray(0, 512), 'gz')).toBe(true);
    expect(niftiDecoder.reads(new Uint8Array(gzipSync(new Uint8Array(600))), 'gz')).toBe(false);
    expect(niftiDecoder.reads(new TextEncoder().encode('sub,age,sex'), 'csv')).toBe(false);
  });
});

describe('a file that is no good', () => {
  const packed = bytes(MADE[7][1]);
  it.each([
    ['cut short', packed.subarray(0, packed.length - 40), 'image.truncated'],
    ['text under its name', new TextEncoder().encode('no volume at all '.repeat(40)), 'image.damaged'],
    ['nothing', new Uint8Array(), 'image.truncated'],
  ] as const)('%s', async (_, data, wanted) => {
    expect(await decode(new Uint8Array(data)).catch(code)).toBe(wanted);
  });

  it('too large is told from its header: the voxels are not there at all', async () => {
    const header = new Uint8Array(352);
    const view = new DataView(header.buffer);
    view.setInt32(0, 348, true);
    [3, 30000, 30000, 100].forEach((n, i) => {
      view.setInt16(40 + 2 * i, n, true);
    });
    view.setInt16(70, 4, true);
    view.setFloat32(108, 352, true);
    header.set([0x6e, 0x2b, 0x31, 0], 344);
    expect(await decode(header).catch(code)).toBe('image.tooLarge');
    view.setInt16(42, 3, true);
    view.setInt16(44, 3, true);
    expect(await decode(header).catch(code)).toBe('image.truncated');
    // Eleven gigabytes that never come are not made room for.
    [3, 9000, 9000, 17].forEach((n, i) => {
      view.setInt16(40 + 2 * i, n, true);
    });
    view.setInt16(70, 64, true);
    expect(await decode(header).catch(code)).toBe('image.truncated');
    view.setInt16(70, 1536, true);
    expect(await decode(header).catch(code)).toBe('image.pixelForm');
  });

  it('a bomb is not unpacked past what its header says', async () => {
    const noise = rng('bomb');
    const plain = new Uint8Array(352 + 9 + 300_000).map(() => noise.int(256));
    const view = new DataView(plain.buffer);
    view.setInt32(0, 348, true);
    [3, 3, 3, 1].forEach((n, i) => {
      view.setInt16(40 + 2 * i, n, true);
    });
    view.setInt16(70, 2, true);
    view.setFloat32(108, 352, true);
    plain.set([0x6e, 0x2b, 0x31, 0], 344);
    const bomb = new Uint8Array(gzipSync(plain, { level: 1 }));
    expect(bomb.length).toBeGreaterThan(100_000);
    // Whoever read on would trip over this.
    bomb.fill(0xff, 70_000);
    const { pictures } = await decode(bomb);
    expect(pictures).toHaveLength(1);
    expect(pictures[0].pixels).toHaveLength(9);
  });
});

const root = '../shared/data/nifti/';
type Golden = {
  cut: number;
  size: [number, number, number];
  channels?: number;
  mean?: number;
  low: number;
  high: number;
  /** Sum over one slice, hung upright, of value times (index modulo 97): tells the layout too. */
  slice: number;
  weighed: number;
  unit?: string;
};
/** nibabel 5.4.2 and numpy; colour is averaged over its three bytes before it is weighed. */
const FILES: [name: string, golden: Golden][] = [
  [
    'avg152T1_RL_nifti.nii.gz',
    { cut: 2, size: [91, 109, 91], mean: 82.89716151375593, low: 0, high: 255, slice: 45, weighed: 49600682 },
  ],
  [
    'ct_perfusion.nii.gz',
    {
      cut: 2,
      size: [256, 286, 15],
      channels: 3,
      mean: 33.86521616404429,
      low: 0,
      high: 255,
      slice: 7,
      weighed: 219302069,
      unit: 'colour',
    },
  ],
  [
    'hippo.nii.gz',
    { cut: 2, size: [91, 109, 91], mean: 0.005204796211954191, low: 0, high: 9, slice: 27, weighed: 15903 },
  ],
  [
    'lesion.nii.gz',
    { cut: 2, size: [124, 160, 140], mean: 0.024526209677419353, low: 0, high: 3, slice: 70, weighed: 30228 },
  ],
  [
    'low_res.nii.gz',
    { cut: 2, size: [7, 5, 3], mean: 0.5047619047619047, low: 0, high: 1, slice: 1, weighed: 289 },
  ],
  [
    'nnunet_example_ct_sm.nii.gz',
    {
      cut: 2,
      size: [122, 101, 30],
      mean: -354.09530920305144,
      low: -1100,
      high: 1207,
      slice: 15,
      weighed: -202218234,
      unit: 'hu',
    },
  ],
  [
    'nnunet_example_ct_sm.nii.gz',
    { cut: 0, size: [101, 30, 122], low: -1100, high: 1207, slice: 61, weighed: -14615502, unit: 'hu' },
  ],
  [
    'nnunet_example_ct_sm.nii.gz',
    { cut: 1, size: [122, 30, 101], low: -1100, high: 1207, slice: 50, weighed: -17141987, unit: 'hu' },
  ],
];

describe.skipIf(!existsSync(root))('../shared/data/nifti (skipped where it is absent)', () => {
  const open = (name: string) => new Uint8Array(readFileSync(root + name));

  it.each(FILES)('%s', async (name, golden) => {
    const { pictures } = await decode(open(name), { axis: golden.cut as 0 | 1 | 2 });
    const [width, height, slices] = golden.size;
    const channels = golden.channels ?? 1;
    expect(pictures).toHaveLength(slices);
    let sum = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const { pixels } of pictures)
      for (const x of pixels) {
        sum += x;
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
    expect([low, high]).toEqual([golden.low, golden.high]);
    if (golden.mean !== undefined)
      expect(sum / (width * height * slices * channels)).toBeCloseTo(golden.mean, 7);
    const picture = pictures[golden.slice];
    expect(picture).toMatchObject({ width, height, channels, unit: golden.unit ?? 'intensity' });
    let weighed = 0;
    picture.pixels.forEach((x, i) => {
      weighed += (x * (Math.floor(i / channels) % 97)) / channels;
    });
    expect(weighed).toBeCloseTo(golden.weighed, 3);
  });

  it('without an orientation grows to the right and front, as the standard says', async () => {
    const { pictures } = await decode(open('minimal.nii.gz'));
    expect(pictures).toHaveLength(10);
    expect(pictures[0]).toMatchObject({ width: 64, height: 64, spacing: [3, 3] });
    expect(Array.from(pictures[0].pixels).reduce((a, b) => a + b, 0) / 4096).toBe(31.5);
  });

  it('complex numbers are refused in words', async () => {
    expect(await decode(open('complex.nii.gz')).catch(code)).toBe('image.complexNumbers');
  });
});

/** Whatever a damaged header holds, the volume is read or refused in our words. */
describe('damaged NIfTI headers', () => {
  it.each(MADE)('%s', async (name, file) => {
    const whole = gunzipSync(bytes(file));
    for (let k = 0; k < 60; k++) {
      const random = rng('nifti', name, k);
      const damaged = new Uint8Array(whole);
      for (let i = 1 + random.int(5); i > 0; i--) damaged[random.int(360)] = random.int(256);
      const outcome = await decode(damaged, { maxPixels: 1e6 })
        .then(() => 'read')
        .catch((thrown: unknown) => thrown);
      if (outcome !== 'read') expect([k, outcome]).toEqual([k, expect.any(BenchsideError)]);
    }
  });
});
