import fc from 'fast-check';
import { deflateSync, zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import { crc32 } from '../crc32';
import cases from './golden/png.json';
import { png } from './png';

const options = { maxPixels: 1e8, axis: 2 as const };
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const decode = (bytes: Uint8Array<ArrayBuffer>) => png.decode(new Blob([bytes]), options);

function chunk(type: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + body.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(body, 8);
  view.setUint32(8 + body.length, crc32(out.subarray(4, 8 + body.length)));
  return out;
}
function header(width: number, height: number, bits = 8, colour = 0): Uint8Array {
  const body = new Uint8Array(13);
  const view = new DataView(body.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  body[8] = bits;
  body[9] = colour;
  return chunk('IHDR', body);
}
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const file = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat([SIGNATURE, ...parts]));

describe('pixels as Pillow 13.0.0 decodes them, exactly', () => {
  test.each(cases)('$name', async ({ name, data, shape, v }) => {
    const { pictures, notices } = await decode(bytesOf(data));
    const [{ width, height, channels, pixels, range, unit }] = pictures;
    expect([height, width, channels]).toEqual(shape);
    // Alpha over black: Pillow rounds its products another way.
    const tolerance = name === 'rgba8' ? 1 : 0;
    const worst = Math.max(...Array.from(pixels, (x, i) => Math.abs(x - v[i])));
    expect(pixels.length).toBe(v.length);
    expect(worst).toBeLessThanOrEqual(tolerance);
    expect(range).toEqual([0, name.startsWith('grey16') ? 65535 : 255]);
    expect(unit).toBe(channels === 1 ? 'intensity' : 'colour');
    expect(notices).toEqual(name === 'rgba8' ? ['transparent'] : undefined);
  });
});

const codeOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  try {
    await decode(bytes);
    return null;
  } catch (error) {
    return error instanceof BenchsideError ? error.code : error;
  }
};

test('a claim of 60,000 x 60,000 pixels is refused by the header alone', async () => {
  expect(await codeOf(file(header(60_000, 60_000)))).toBe('image.tooLarge');
});

test('a bomb behind a small claim fills nothing', async () => {
  const idat = chunk('IDAT', zlibSync(new Uint8Array(5_000_000)));
  const { pictures } = await decode(file(header(4, 4), idat, chunk('IEND', new Uint8Array())));
  expect(pictures[0].pixels.length).toBe(16);
});

test('what is cut off or changed is said to be so', async () => {
  const whole = bytesOf(cases[1].data);
  for (const cut of [20, 40, whole.length - 30, whole.length - 1])
    expect(await codeOf(whole.slice(0, cut)), `cut at ${cut}`).toBe('image.truncated');
  const changed = whole.slice();
  changed[60] ^= 1;
  expect(await codeOf(changed)).toBe('image.damaged');
  const short = chunk('IDAT', zlibSync(new Uint8Array(10)));
  expect(await codeOf(file(header(4, 4), short, chunk('IEND', new Uint8Array())))).toBe('image.truncated');
  const animation = chunk('acTL', new Uint8Array(8));
  expect(await codeOf(file(header(4, 4), animation, short))).toBe('image.animated');
});

test('whatever the bytes, an answer or an error of ours', async () => {
  const body = fc.uint8Array({ maxLength: 64 });
  const garbage = fc.oneof(
    body.map((bytes) => file(bytes)),
    fc
      .record({
        width: fc.integer({ min: 0, max: 40 }),
        height: fc.integer({ min: 0, max: 40 }),
        bits: fc.constantFrom(0, 1, 2, 4, 8, 16, 32),
        colour: fc.integer({ min: 0, max: 7 }),
        raw: fc.uint8Array({ maxLength: 4000 }),
        zlib: fc.boolean(),
      })
      .map(({ width, height, bits, colour, raw, zlib }) =>
        file(
          header(width, height, bits, colour),
          chunk('PLTE', raw.slice(0, 30)),
          chunk('IDAT', zlib ? zlibSync(raw) : deflateSync(raw)),
          chunk('IEND', new Uint8Array()),
        ),
      ),
  );
  await fc.assert(
    fc.asyncProperty(garbage, async (bytes) => {
      const code = await codeOf(bytes);
      expect(code === null || (typeof code === 'string' && code.startsWith('image.'))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
