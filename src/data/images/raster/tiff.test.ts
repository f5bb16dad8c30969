import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import cases from './golden/tiff.json';
import { tiff } from './tiff';
import { openTiledTiff } from './tiff-regions';

const options = { maxPixels: 1e8, axis: 2 as const };
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Written by tifffile 2026.3.3 and Pillow 13.0.0 and read by them again. */
test.each(cases)('$name as tifffile and Pillow read it', async ({ data, shape, v }) => {
  const { pictures } = await tiff.decode(new Blob([bytesOf(data)]), options);
  const [{ width, height, channels, pixels }] = pictures;
  expect(pictures.length).toBe(1);
  expect([height, width, channels]).toEqual(shape);
  expect(pixels.length).toBe(v.length);
  const worst = Math.max(...Array.from(pixels, (x, i) => Math.abs(x - v[i])));
  expect(worst).toBe(0);
});

const PAGES =
  'SUkqAAgAAAAOAAABBAABAAAABQAAAAEBBAABAAAABAAAAAIBAwABAAAACAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAAA4BAgAVAAAAtgAAABEBBAABAAAAAAEAABUBAwABAAAAAQAAABYBBAABAAAABAAAABcBBAABAAAAFAAAABoBBQABAAAA2gAAABsBBQABAAAA4gAAACgBAwABAAAAAQAAADEBAgAMAAAA6gAAADwBAAB7InNoYXBlIjogWzMsIDQsIDVdfQAAAAAAAAAAAAAAAAAAAAABAAAAAQAAAAEAAAABAAAAdGlmZmZpbGUucHkAAAAAAAAAAAAAAFj1F0UooV1igxDV9XYmrX2A2UUVkxWcCh8pDME8YQkKv7roHPFvKQFgq7YbcDCSOE+MyRDSaarBpczNUwwAAAEEAAEAAAAFAAAAAQEEAAEAAAAEAAAAAgEDAAEAAAAIAAAAAwEDAAEAAAABAAAABgEDAAEAAAABAAAAEQEEAAEAAAAUAQAAFQEDAAEAAAABAAAAFgEEAAEAAAAEAAAAFwEEAAEAAAAUAAAAGgEFAAEAAADSAQAAGwEFAAEAAADaAQAAKAEDAAEAAAABAAAA4gEAAAEAAAABAAAAAQAAAAEAAAAMAAABBAABAAAABQAAAAEBBAABAAAABAAAAAIBAwABAAAACAAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAAKAEAABUBAwABAAAAAQAAABYBBAABAAAABAAAABcBBAABAAAAFAAAABoBBQABAAAA0gEAABsBBQABAAAA2gEAACgBAwABAAAAAQAAAAAAAAABAAAAAQAAAAEAAAABAAAA';
/** By OpenJPEG through tifffile. */
const JPEG_2000 =
  'SUkqAAgAAAAPAAABBAABAAAAEAAAAAEBBAABAAAAEAAAAAIBAwABAAAACAAAAAMBAwABAAAAmIcAAAYBAwABAAAAAQAAAA4BAgAUAAAAwgAAABUBAwABAAAAAQAAABoBBQABAAAA5gAAABsBBQABAAAA7gAAACgBAwABAAAAAQAAADEBAgAMAAAA9gAAAEIBBAABAAAAEAAAAEMBBAABAAAAEAAAAEQBBAABAAAAEAEAAEUBBAABAAAAhAAAAAAAAAB7InNoYXBlIjogWzE2LCAxNl19AAAAAAAAAAAAAAAAAAAAAAABAAAAAQAAAAEAAAABAAAAdGlmZmZpbGUucHkAAAAAAAAAAAAAAAAAAAD/T/9RACkAAAAAABAAAAAQAAAAAAAAAAAAAAAQAAAAEAAAAAAAAAAAAAEHAQH/UgAMAAAAAQABBAQAAf9cAAdAQEhIUP9kACUAAUNyZWF0ZWQgYnkgT3BlbkpQRUcgdmVyc2lvbiAyLjUuNP+QAAoAAAAAABcAAf+T34AoEVBUo2+A/9k=';

const codeOf = async (bytes: Uint8Array<ArrayBuffer>, maxPixels = 1e8) => {
  try {
    await tiff.decode(new Blob([bytes]), { maxPixels, axis: 2 });
    return null;
  } catch (error) {
    return error instanceof BenchsideError ? error.code : error;
  }
};

test('every page is a picture with its place', async () => {
  const { pictures } = await tiff.decode(new Blob([bytesOf(PAGES)]), options);
  expect(pictures.map(({ slice, width, height }) => [slice, width, height])).toEqual([
    [0, 5, 4],
    [1, 5, 4],
    [2, 5, 4],
  ]);
  expect(pictures[0].pixels.slice(0, 3)).toEqual(Uint8Array.of(0x58, 0xf5, 0x17));
});

test('what cannot be read is said by name', async () => {
  expect(await codeOf(bytesOf(JPEG_2000))).toBe('image.wholeSlide');
  expect(await codeOf(bytesOf(PAGES), 10)).toBe('image.tooLarge');
  expect(await codeOf(bytesOf(cases[0].data).slice(0, -10))).toBe('image.truncated');
  expect(await codeOf(Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0))).toBe('image.truncated');
  expect(await codeOf(Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0))).toBe('image.noPixels');
});

test('a chain of pages that bites its tail ends', async () => {
  const bytes = bytesOf(PAGES);
  const view = new DataView(bytes.buffer);
  const first = view.getUint32(4, true);
  view.setUint32(first + 2 + 12 * view.getUint16(first, true), first, true);
  expect(await codeOf(bytes)).toBe('image.damaged');
});

test('a few changed bytes give an answer or an error of ours', async () => {
  const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...cases.slice(0, 9)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async ({ data }, changes) => {
        const bytes = bytesOf(data);
        for (const { at, to } of changes) bytes[at % bytes.length] = to;
        const code = await codeOf(bytes, 1e6);
        expect(code === null || (typeof code === 'string' && code.startsWith('image.'))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('a region at full size is the picture there; at a smaller one, means of its pixels', async () => {
  const { data, v, shape } = cases.find(({ name }) => name === 'float32 tiled deflate')!;
  const opened = await openTiledTiff(new Blob([bytesOf(data)]));
  const [height, width] = shape;
  expect([opened.width, opened.height, opened.tile]).toEqual([width, height, { width: 16, height: 16 }]);
  const part = await opened.readRegion(2, 1, 4, 3);
  expect([part.width, part.height]).toEqual([4, 3]);
  for (let y = 0; y < 3; y++)
    for (let x = 0; x < 4; x++) expect(part.v[y * 4 + x]).toBe(v[(y + 1) * width + x + 2]);
  const half = await opened.readRegion(0, 0, 4, 4, 0.5);
  expect([half.width, half.height]).toEqual([2, 2]);
  const mean = (v[0] + v[1] + v[width] + v[width + 1]) / 4;
  expect(half.v[0]).toBeCloseTo(mean, 5);
  await expect(opened.readRegion(5, 0, 3, 1)).rejects.toThrow(RangeError);
});
