import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { BenchsideError } from '../../../study/errors';
import { listDrop } from './list';
import { extensionOf, isTrick } from './paths';
import { unpack } from './unpack';

const bytes = (text: string) => new TextEncoder().encode(text);
const zipOf = (entries: Record<string, Uint8Array>, level: 0 | 9 = 9) =>
  new Blob([zipSync(entries, { level }) as Uint8Array<ArrayBuffer>]);
const list = (file: Blob, path = 'drop.zip') => listDrop([{ file, path }]);
const why = ({ skipped }: Awaited<ReturnType<typeof list>>) =>
  skipped.map(({ path, error }) => [path, error.code]);

test('entries come out as they went in, stored or deflated; clutter is passed over, tables stand apart', async () => {
  for (const level of [0, 9] as const) {
    const listing = await list(
      zipOf(
        {
          'set/b/한글.png': bytes('b'.repeat(1000)),
          'set/a/1.png': bytes('one'),
          '__MACOSX/set/a/._1.png': bytes('x'),
          'set/.DS_Store': bytes('x'),
          'set/a/Thumbs.db': bytes('x'),
          'set/labels.csv': bytes('file,label'),
          'set/empty/': new Uint8Array(),
        },
        level,
      ),
    );
    expect(listing.files.map(({ path }) => path)).toEqual(['set/a/1.png', 'set/b/한글.png']);
    expect(listing.tables.map(({ path }) => path)).toEqual(['set/labels.csv']);
    expect(why(listing)).toEqual([['set/empty/', 'image.emptyFolder']]);
    const [one, b] = await Promise.all(listing.files.map(async (file) => (await unpack(file)).text()));
    expect(one).toBe('one');
    expect(b).toBe('b'.repeat(1000));
  }
});

test('paths that leave the zip are refused one by one, and the rest goes on', async () => {
  const tricks = ['../up.png', '/etc/abs.png', 'a/../../up.png', 'C:evil.png', 'a\\b.png'];
  const entries = Object.fromEntries([...tricks, 'good/1.png'].map((path) => [path, bytes('x')]));
  const listing = await list(zipOf(entries));
  expect(listing.files.map(({ path }) => path)).toEqual(['good/1.png']);
  expect(new Set(listing.skipped.map(({ path }) => path))).toEqual(new Set(tricks));
  expect(listing.skipped.every(({ error }) => error.code === 'image.zipPath')).toBe(true);
  expect(isTrick('a..b/c.png')).toBe(false);
});

/** Changes a field of every central header (and local one, where given) of a zip made by fflate. */
function forged(zip: Uint8Array, central: (view: DataView, at: number) => void): Blob {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 <= copy.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) central(view, at);
  return new Blob([copy]);
}

describe('zips that lie', () => {
  const zeros = zipSync({ 'a.png': new Uint8Array(8_000_000) });
  test('a size claimed too small stops the unpacking there', async () => {
    const { files } = await list(forged(zeros, (view, at) => view.setUint32(at + 24, 1000, true)));
    await expect(unpack(files[0])).rejects.toMatchObject({ code: 'image.zipBomb' });
  });
  test('a claim of gigabytes from kilobytes is refused unopened', async () => {
    const listing = await list(forged(zeros, (view, at) => view.setUint32(at + 24, 4_000_000_000, true)));
    expect(why(listing)).toEqual([['drop.zip', 'image.zipBomb']]);
  });
  test('a claim too large for one entry of a large zip is refused alone', async () => {
    const zip = zipSync({
      'noise.png': [new Uint8Array(1_000_000), { level: 0 }],
      'zeros.png': new Uint8Array(1000),
    });
    const listing = await list(
      forged(zip, (view, at) => {
        if (view.getUint32(at + 20, true) < 1000) view.setUint32(at + 24, 80_000_000, true);
      }),
    );
    expect(why(listing)).toEqual([['zeros.png', 'image.zipBomb']]);
    expect(listing.files.map(({ path }) => path)).toEqual(['noise.png']);
  });
  test('encrypted entries, other methods, zips inside, a wrong checksum', async () => {
    const zip = zipSync({ 'a.png': bytes('abc'), 'inner.zip': zipSync({}) });
    expect(why(await list(forged(zip, (view, at) => view.setUint16(at + 8, 1, true))))[0]).toEqual([
      'a.png',
      'image.zipEncrypted',
    ]);
    expect(why(await list(forged(zip, (view, at) => view.setUint16(at + 10, 14, true))))[0]).toEqual([
      'a.png',
      'image.zipMethod',
    ]);
    expect(why(await list(new Blob([zip])))).toEqual([['inner.zip', 'image.zipInside']]);
    const { files } = await list(forged(zip, (view, at) => view.setUint32(at + 16, 7, true)));
    await expect(unpack(files[0])).rejects.toMatchObject({ code: 'image.zipBroken' });
  });
  test('entries over the same bytes again and again are a bomb', async () => {
    const zip = zipSync({ 'a.png': bytes('a'.repeat(99)), 'b.png': bytes('b'.repeat(99)) }, { level: 0 });
    const file = forged(zip, (view, at) => view.setUint32(at + 20, zip.length, true));
    expect(why(await list(file))).toEqual([['drop.zip', 'image.zipBomb']]);
  });
});

test('a zip that is cut off or none is said to be so', async () => {
  const zip = zipSync({ 'a.png': bytes('abc') });
  expect(why(await list(new Blob([zip.slice(0, -8) as Uint8Array<ArrayBuffer>])))).toEqual([
    ['drop.zip', 'image.zipBroken'],
  ]);
  expect(why(await list(new Blob(['no zip'])))).toEqual([['drop.zip', 'image.zipBroken']]);
});

test('whatever the bytes: a listing, and each entry unpacks or is refused', async () => {
  const zip = zipSync({ 'a/1.png': bytes('abcabcabc'), 'b/2.png': [bytes('xyz'), { level: 0 }] });
  const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
  const files = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((garbage) => Uint8Array.from([0x50, 0x4b, 3, 4, ...garbage])),
    fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
      const copy = zip.slice() as Uint8Array<ArrayBuffer>;
      for (const { at, to } of changes) copy[at % copy.length] = to;
      return copy;
    }),
  );
  await fc.assert(
    fc.asyncProperty(files, async (content) => {
      const listing = await list(new Blob([content]));
      for (const file of listing.files)
        await unpack(file).catch((error) => expect(error).toBeInstanceOf(BenchsideError));
    }),
    { numRuns: 500 },
  );
});

test('endings', () => {
  expect(['a/B.PNG', 'x.nii.gz', 'IM0001', '.hidden', 'a.b/c'].map(extensionOf)).toEqual([
    'png',
    'nii.gz',
    '',
    '',
    '',
  ]);
});

const SHARED = '../shared/data/images';
describe.skipIf(!existsSync(SHARED))('public sets (skipped where ../shared is absent)', () => {
  test.each([
    ['pneumoniamnist', 5856],
    ['malaria_cells', 3000],
    ['brain_mri_tumor', 253],
    ['covid_xray_3class', 372],
    ['mednist_modality', 3000],
  ])('%s holds %i pictures, and its first and last unpack', async (name, count) => {
    const listing = await list(new Blob([readFileSync(`${SHARED}/${name}.zip`)]), `${name}.zip`);
    expect(listing.files.length).toBe(count);
    expect(listing.skipped).toEqual([]);
    for (const file of [listing.files[0], listing.files[count - 1]])
      expect((await unpack(file)).size).toBe(file.size);
  });
});
