// Images a second from a drop to decoded pixels, hashes included, with one and with two decoder workers: PNG (small and
// many), JPEG (radiographs), DICOM (every transfer syntax). Both in turn, medians; ratio is two workers over one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { servePage } from './pages/serve-page.mjs';

const REPETITIONS = 3;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const dicomFiles = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
    .map((entry) => join(entry.parentPath, entry.name));

async function measure(page, what, files) {
  await page.setInputFiles('input', files);
  const run = (workers) => page.evaluate((n) => globalThis.decode(n), workers);
  const times = { 1: [], 2: [] };
  let found;
  for (let i = 0; i <= REPETITIONS; i++)
    for (const workers of [1, 2]) {
      found = await run(workers);
      // The first of each is to warm up.
      if (i > 0) times[workers].push(found.ms);
    }
  const rate = (workers) => Math.round((1000 * found.files) / median(times[workers]));
  return {
    what,
    ratio: rate(2) / rate(1),
    ours: rate(2),
    peer: rate(1),
    unit: 'files a second; ours with two workers, the peer with one',
    repetitions: REPETITIONS,
    files: found.files,
    pictures: found.pictures,
    skipped: found.skipped,
  };
}

export async function run({ shared, browser, launchArgs }) {
  const server = await servePage('decode-page');
  const process = await chromium.launch({ executablePath: browser, args: launchArgs });
  try {
    const page = await process.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(server.address);
    await page.waitForFunction(() => 'decode' in window);
    const images = (name) => [join(shared, 'data/images', name)];
    return [
      await measure(page, 'PNG, pneumoniamnist.zip, 28 x 28', images('pneumoniamnist.zip')),
      await measure(page, 'JPEG, covid_xray_3class.zip', images('covid_xray_3class.zip')),
      await measure(page, 'DICOM, every transfer syntax', dicomFiles(join(shared, 'data/dicom'))),
    ];
  } finally {
    await process.close();
    await server.close();
  }
}
