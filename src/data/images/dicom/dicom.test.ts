import { describe, expect, it } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import { dicomDecoder } from '.';
import { dicomFile, type Elements, pixelModule, withFrames } from './test-file';

const OPTIONS = { maxPixels: 1e8, axis: 2 as const };
const decode = (file: Uint8Array<ArrayBuffer>) => dicomDecoder.decode(new Blob([file]), OPTIONS);
const one = async (set: Elements) => (await decode(dicomFile(set))).pictures[0];
const code = (thrown: unknown): string => (thrown instanceof BenchsideError ? thrown.code : String(thrown));

describe('what stored numbers mean', () => {
  it('twelve bits with a sign in sixteen, an overlay above them', async () => {
    const { pixels, range, unit } = await one(
      pixelModule(4, 1, 16, {
        '00280101': ['US', [12]],
        '00280102': ['US', [11]],
        '00280103': ['US', [1]],
        '7fe00010': ['OW', [0x0fff, 0xf7ff, 0x0800, 0x1001]],
      }),
    );
    expect(Array.from(pixels)).toEqual([-1, 2047, -2048, 1]);
    expect(range).toEqual([-2048, 2047]);
    expect(unit).toBe('intensity');
  });

  it('slope and intercept of a CT are Hounsfield units, padding is air', async () => {
    const picture = await one(
      pixelModule(3, 1, 16, {
        '00080060': ['CS', 'CT'],
        '00280103': ['US', [1]],
        '00280120': ['SS', [-2000 & 0xffff]],
        '00281052': ['DS', '-1024'],
        '00281053': ['DS', '1'],
        '7fe00010': ['OW', [-2000 & 0xffff, 1024, 1064]],
      }),
    );
    expect(picture).toMatchObject({ unit: 'hu', range: [-1024, 3071] });
    expect(Array.from(picture.pixels)).toEqual([-1024, 0, 40]);
  });

  it('MONOCHROME1 is turned round within its range, and padding stays dark', async () => {
    const picture = await one(
      pixelModule(3, 1, 16, {
        '00280004': ['CS', 'MONOCHROME1'],
        '00280101': ['US', [10]],
        '00280102': ['US', [9]],
        '00280120': ['US', [1023]],
        '7fe00010': ['OW', [0, 1000, 1023]],
      }),
    );
    expect(Array.from(picture.pixels)).toEqual([1023, 23, 0]);
    expect(picture.range).toEqual([0, 1023]);
  });

  it('a modality table comes before slope and intercept', async () => {
    const { pixels } = await one(
      pixelModule(4, 1, 8, {
        '00283000': [
          'SQ',
          [{ '00283002': ['US', [3, 10, 16]], '00283004': ['LO', 'OD'], '00283006': ['OW', [7, 80, 900]] }],
        ],
        '00281053': ['DS', '99'],
        '7fe00010': ['OB', Uint8Array.of(0, 10, 11, 200)],
      }),
    );
    expect(Array.from(pixels)).toEqual([7, 7, 80, 900]);
  });

  it('each frame of an enhanced file has its own slope, spacing and place', async () => {
    const frame = (slope: string, z: string): Elements => ({
      '00209113': ['SQ', [{ '00200032': ['DS', `0\\0\\${z}`] }]],
      '00289145': ['SQ', [{ '00281052': ['DS', '-10'], '00281053': ['DS', slope] }]],
    });
    const { pictures, volume } = await decode(
      dicomFile(
        pixelModule(2, 1, 8, {
          '00080018': ['UI', '1.2.3.4'],
          '0020000e': ['UI', '1.2.3'],
          '00280008': ['IS', '2'],
          '52009229': [
            'SQ',
            [
              {
                '00209116': ['SQ', [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }]],
                '00289110': ['SQ', [{ '00280030': ['DS', '0.5\\0.25'] }]],
              },
            ],
          ],
          '52009230': ['SQ', [frame('2', '30'), frame('3', '10')]],
          '7fe00010': ['OB', Uint8Array.of(10, 20, 10, 20)],
        }),
      ),
    );
    expect(pictures.map((p) => Array.from(p.pixels))).toEqual([
      [10, 30],
      [20, 50],
    ]);
    expect(pictures.map((p) => p.slice)).toEqual([1, 0]);
    expect(pictures[0].spacing).toEqual([0.25, 0.5]);
    expect(volume).toBe('1.2.3/1.2.3.4');
  });

  it('a palette of sixteen bits gives colour of eight', async () => {
    const lut = (values: number[]): Elements[string] => ['OW', values];
    const descriptor: Elements[string] = ['US', [2, 5, 16]];
    const picture = await one(
      pixelModule(3, 1, 8, {
        '00280004': ['CS', 'PALETTE COLOR'],
        '00281101': descriptor,
        '00281102': descriptor,
        '00281103': descriptor,
        '00281201': lut([0xff00, 0x1000]),
        '00281202': lut([0, 0x2000]),
        '00281203': lut([0x0100, 0x3000]),
        '7fe00010': ['OB', Uint8Array.of(0, 5, 9)],
      }),
    );
    expect(picture).toMatchObject({ channels: 3, unit: 'colour', range: [0, 255] });
    expect(Array.from(picture.pixels)).toEqual([255, 0, 1, 255, 0, 1, 16, 32, 48]);
  });

  it('colour by planes, and by luminance and differences', async () => {
    const rgb = await one(
      pixelModule(2, 1, 8, {
        '00280002': ['US', [3]],
        '00280004': ['CS', 'RGB'],
        '00280006': ['US', [1]],
        '7fe00010': ['OB', Uint8Array.of(1, 2, 3, 4, 5, 6)],
      }),
    );
    expect(Array.from(rgb.pixels)).toEqual([1, 3, 5, 2, 4, 6]);
    // BT.601 by hand: Y 76, Cb 85, Cr 255 is pure red, Y 128 with neutral differences is grey.
    const ybr = await one(
      pixelModule(2, 1, 8, {
        '00280002': ['US', [3]],
        '00280004': ['CS', 'YBR_FULL'],
        '7fe00010': ['OB', Uint8Array.of(76, 85, 255, 128, 128, 128)],
      }),
    );
    expect(Array.from(ybr.pixels)).toEqual([254, 0, 0, 128, 128, 128]);
  });

  it('high-throughput JPEG 2000', async () => {
    // Eight by eight, ((i · 37) mod 4096), written by OpenJPH through imagecodecs 2026.3.6.
    const stream = new Uint8Array(
      Buffer.from(
        '/0//UQApQAAAAAAIAAAACAAAAAAAAAAAAAAACAAAAAgAAAAAAAAAAAABDwEB/1AACAACAAAACv9SAAwAAgABAAUEBEAB/1wAEyCIkJCQkJCQkJCQkJCQiIiI/2QAFwABT3BlbkpQSCBWZXIgMC4yNi4zLv+QAAoAAAAAAFkAAf+TwAAmDfoFB3QAAADAABLAABMAUAGHdACM+gMHdADAABNAABOAJNIBAnQAMpXpAKNUAMAAKiAAFWAIgiCqcIJ1AE46ceLkwEIB7LYA/9k=',
        'base64',
      ),
    );
    const { pictures } = await decode(
      withFrames(dicomFile(pixelModule(8, 8, 16), '1.2.840.10008.1.2.4.201'), [stream]),
    );
    expect(Array.from(pictures[0].pixels)).toEqual(Array.from({ length: 64 }, (_, i) => (i * 37) % 4096));
  });
});

describe('a file that is no good', () => {
  const grey = pixelModule(4, 4, 8);
  const cases: [string, Uint8Array<ArrayBuffer>, string][] = [
    ['text under its name', new TextEncoder().encode('Name,Age\nDoe,50\n'.repeat(40)), 'image.notDicom'],
    ['nothing', new Uint8Array(), 'image.notDicom'],
    ['no pixels', dicomFile(grey), 'image.noPixels'],
    ['half its pixels', dicomFile({ ...grey, '7fe00010': ['OB', new Uint8Array(8)] }), 'image.truncated'],
    [
      'a video',
      withFrames(dicomFile(grey, '1.2.840.10008.1.2.4.102'), [new Uint8Array(8)]),
      'image.transferSyntax',
    ],
    [
      '60,000 × 60,000',
      dicomFile(pixelModule(60000, 60000, 8, { '7fe00010': ['OB', new Uint8Array(8)] })),
      'image.tooLarge',
    ],
    [
      'a thousand million frames',
      dicomFile({ ...grey, '00280008': ['IS', '1000000000'], '7fe00010': ['OB', new Uint8Array(16)] }),
      'image.tooLarge',
    ],
    [
      'four samples',
      dicomFile(pixelModule(2, 2, 8, { '00280002': ['US', [4]], '7fe00010': ['OB', new Uint8Array(16)] })),
      'image.pixelForm',
    ],
    [
      'garbage for a JPEG',
      withFrames(dicomFile(grey, '1.2.840.10008.1.2.4.50'), [new Uint8Array(99).fill(7)]),
      'image.damaged',
    ],
    [
      'garbage for RLE',
      withFrames(dicomFile(grey, '1.2.840.10008.1.2.5'), [new Uint8Array(99).fill(7)]),
      'image.damaged',
    ],
    [
      'an empty JPEG 2000',
      withFrames(dicomFile(grey, '1.2.840.10008.1.2.4.90'), [new Uint8Array(2)]),
      'image.damaged',
    ],
    [
      'fewer frames than it says',
      withFrames(dicomFile({ ...grey, '00280008': ['IS', '3'] }, '1.2.840.10008.1.2.5'), [
        new Uint8Array(70),
      ]),
      'image.truncated',
    ],
  ];
  it.each(cases)('%s', async (_, file, wanted) => {
    expect(await decode(file).catch(code)).toBe(wanted);
  });

  it('a garbled stream does not spoil the next', async () => {
    expect(await decode(cases[8][1]).catch(code)).toBe('image.damaged');
    expect((await one({ ...grey, '7fe00010': ['OB', new Uint8Array(16).fill(3)] })).pixels[5]).toBe(3);
  });

  it('is known by its bytes or its name', () => {
    expect(dicomDecoder.reads(dicomFile(grey).subarray(0, 512), '')).toBe(true);
    expect(dicomDecoder.reads(new TextEncoder().encode('a,b'), 'dcm')).toBe(true);
    expect(dicomDecoder.reads(new TextEncoder().encode('a,b\n1,2\n'), 'csv')).toBe(false);
    expect(dicomDecoder.reads(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'png')).toBe(false);
  });
});
