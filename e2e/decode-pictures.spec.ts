import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { DIST } from '../scripts/build.mjs';
import { expect, test } from './fixtures';
// Made and decoded by Pillow 13.0.0; tiled.tif by tifffile 2026.3.3.
import golden from './golden/pictures.json' with { type: 'json' };

const WORKERS = 'assets/worker';
const workerUrl = () => {
  const name = readdirSync(join(DIST, WORKERS)).find((file) => /^decoder-worker-.*\.js$/.test(file));
  if (!name) throw new Error('the build has no decoder worker');
  return `${WORKERS}/${name}`;
};

interface Answer {
  path: string;
  error?: string;
  width?: number;
  height?: number;
  channels?: number;
  notices?: string[];
  v?: number[];
}

/** Lists and decodes files in the built decoder worker, started from a blob as the application does. */
function decodeIn(page: Page, files: { path: string; base64: string }[]): Promise<Answer[]> {
  return page.evaluate(
    async ({ url, files }) => {
      const module = JSON.stringify(new URL(url, document.baseURI).href);
      const blob = URL.createObjectURL(new Blob([`import ${module};`], { type: 'text/javascript' }));
      const worker = new Worker(blob, { type: 'module' });
      let id = 0;
      // biome-ignore lint/suspicious/noExplicitAny: answers of an untyped worker, checked below
      const ask = (call: string, body: unknown): Promise<any> =>
        new Promise((resolve, reject) => {
          const mine = ++id;
          worker.onerror = (event) => reject(new Error(event.message));
          worker.addEventListener('message', ({ data }) => {
            if (data.id !== mine) return;
            if ('ok' in data) resolve(data.ok);
            else if ('error' in data) reject(new Error(data.error.code));
          });
          worker.postMessage({ id: mine, call, body });
        });
      try {
        const dropped = files.map(({ path, base64 }) => ({
          path,
          file: new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], path),
        }));
        const listing = await ask('list', { files: dropped });
        const { files: answers } = await ask('decode', { items: listing.files, axis: 2 });
        const skipped = [...listing.skipped, ...answers.filter((answer: object) => 'error' in answer)];
        const decoded = answers.filter((answer: object) => 'decoded' in answer);
        return [
          ...skipped.map(({ path, error }) => ({ path, error: error.code })),
          // biome-ignore lint/suspicious/noExplicitAny: as above
          ...decoded.map(({ facts, decoded: { pictures, notices } }: any) => {
            const [{ width, height, channels, pixels }] = pictures;
            return { path: facts.path, width, height, channels, notices, v: Array.from(pixels) };
          }),
        ];
      } finally {
        worker.terminate();
        URL.revokeObjectURL(blob);
      }
    },
    { url: workerUrl(), files },
  );
}

/** Decoders of JPEG may round otherwise; everything else is exact. */
const TOLERANCE: Record<string, number> = {
  'grey.jpg': 2,
  'progressive.jpg': 3,
  'turned.jpg': 3,
  'tiled.tif': 3,
};

test('pictures come out of the browser as the reference decodes them', async ({ page }) => {
  await page.goto('');
  const files = Object.entries(golden).map(([path, { data }]) => ({ path, base64: data }));
  const answers = await decodeIn(page, files);
  expect(answers.map(({ path }) => path).sort()).toEqual(Object.keys(golden).sort());
  for (const { path, v, ...found } of answers) {
    const { width, height, channels, v: wanted } = golden[path as keyof typeof golden];
    expect(found, path).toEqual({ width, height, channels });
    const worst = Math.max(...wanted.map((x, i) => Math.abs(x - (v?.[i] ?? Number.NaN))));
    expect(worst, path).toBeLessThanOrEqual(TOLERANCE[path] ?? 0);
  }
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (path: keyof typeof golden) => Buffer.from(golden[path].data, 'base64');

test('what cannot be read is skipped with its reason, in a folder and in a zip, and the rest goes on', async ({
  page,
}) => {
  await page.goto('');
  const jpeg = bytesOf('progressive.jpg');
  const giant = bytesOf('sixteen.png');
  giant.writeUInt32BE(60_000, 16);
  giant.writeUInt32BE(60_000, 20);
  const twelve = Buffer.from(jpeg);
  const frame = twelve.indexOf(Buffer.from([0xff, 0xc2]));
  twelve[frame + 4] = 12;
  const wanted: Record<string, [Uint8Array, string | undefined]> = {
    'cut.jpg': [jpeg.subarray(0, jpeg.length * 0.6), 'image.truncated'],
    'giant.png': [giant, 'image.tooLarge'],
    'twelve.jpg': [twelve, 'image.form'],
    'notes.dcm': [
      Buffer.from('a text that is no picture, long enough to be looked at'.repeat(9)),
      'image.notDicom',
    ],
    'readme.txt': [Buffer.from('hello'), 'image.unknown'],
    'empty.png': [new Uint8Array(), 'image.unknown'],
    'slide.mrxs': [jpeg, 'image.wholeSlide'],
    'good.jpg': [jpeg, undefined],
  };
  const folder = await decodeIn(
    page,
    Object.entries(wanted).map(([path, [bytes]]) => ({ path, base64: base64(bytes) })),
  );
  const zip = zipSync(
    Object.fromEntries(Object.entries(wanted).map(([path, [bytes]]) => [`set/${path}`, bytes])),
  );
  const zipped = await decodeIn(page, [{ path: 'set.zip', base64: base64(zip) }]);
  for (const [path, [, code]] of Object.entries(wanted)) {
    expect(folder.find((answer) => answer.path === path)?.error, path).toBe(code);
    expect(zipped.find((answer) => answer.path === `set/${path}`)?.error, `${path} in a zip`).toBe(code);
  }
});
