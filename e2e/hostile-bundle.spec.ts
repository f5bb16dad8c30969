import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from './fixtures';
import { button, rail } from './pages';

// A model is in use when a stranger's file is dropped: the message says what is wrong, and the model in use stays.

const good = readFileSync(new URL('../src/export/fixtures/bundle-v2.zip', import.meta.url));
const contents = unzipSync(good);

const zipped = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/zip',
  buffer: Buffer.from(bytes),
});

function flipped(at: number): Uint8Array {
  const bytes = new Uint8Array(good);
  bytes[at] ^= 1;
  return bytes;
}

/** The bundle with one file's text changed and its manifest made right again. */
function forged(path: string, change: (text: string) => string): Uint8Array {
  const files = { ...contents, [path]: strToU8(change(strFromU8(contents[path]))) };
  const { 'manifest.json': manifest, ...rest } = files;
  const listed = Object.entries(rest).map(([name, bytes]) => ({
    path: name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  const right = { ...JSON.parse(strFromU8(manifest)), files: listed };
  return zipSync({ 'manifest.json': strToU8(JSON.stringify(right)), ...rest });
}

const UNREADABLE = /a file that does not open as one/;
const HOSTILE: [string, Uint8Array, RegExp][] = [
  [
    'one bit of a weight flipped',
    flipped(good.indexOf(Buffer.from(contents['models/0/weights.bin']))),
    /with other content/,
  ],
  ['one bit of the seal flipped', flipped(good.length - 1), /with other content/],
  ['cut off', good.subarray(0, good.length - 1), UNREADABLE],
  ['a path out of the folder', zipSync({ ...contents, '../evil.json': new Uint8Array(1) }), UNREADABLE],
  ['40 MB out of 40 kB', zipSync({ 'report.html': new Uint8Array(40_000_000), ...contents }), UNREADABLE],
  [
    '__proto__',
    forged('preprocess.json', (text) => text.replace('"meta": {', '"meta": {"__proto__": {},')),
    UNREADABLE,
  ],
  ['endless depth', forged('study.json', () => '['.repeat(1_000_000)), UNREADABLE],
  [
    'wrong types',
    forged('preprocess.json', (text) => text.replace(/"threshold": [^,]+/, '"threshold": "NaN"')),
    UNREADABLE,
  ],
  [
    'a newer version',
    forged('preprocess.json', (text) => text.replace('"version": 1', '"version": 99')),
    /version 99/,
  ],
];

test('a hostile bundle is refused in words, and the model in use goes on predicting', async ({ page }) => {
  await page.goto('/');
  await rail(page, 'Use').click();
  const open = (file: ReturnType<typeof zipped>) =>
    page.locator('input[type=file]').first().setInputFiles(file);
  await open(zipped('good.zip', good));
  await expect(page.getByTestId('model-card')).toContainText('outcome');
  for (const [what, bytes, message] of HOSTILE)
    await test.step(what, async () => {
      await open(zipped('stranger.zip', bytes));
      await expect(page.getByTestId('problem')).toContainText(message);
      await expect(page.getByTestId('model-card')).toContainText('outcome');
      await button(page, 'Dismiss this message').click();
    });
  await button(page, 'Predict').click();
  await expect(page.getByTestId('result')).toBeVisible();
});
