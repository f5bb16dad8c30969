import { gzipSync } from 'node:zlib';
import { DIST } from '../scripts/build.mjs';
import { initialScripts, LIMIT_KB } from '../scripts/size.mjs';
import { expect, test } from './fixtures';

const kilobytes = (scripts: { kb: number }[]) => scripts.reduce((sum, { kb }) => sum + kb, 0);

test(`the first page's JavaScript is at most ${LIMIT_KB} KB compressed`, async ({ page }) => {
  // What the browser really asks for until the page is at rest: texts and the first screen load lazily. The
  // workers' scripts (the engine) are apart.
  const loaded: { file: string; kb: number }[] = [];
  page.on('response', async (response) => {
    const file = new URL(response.url()).pathname.slice(1);
    if (!file.endsWith('.js') || file.startsWith('assets/worker/')) return;
    loaded.push({ file, kb: gzipSync(await response.body(), { level: 9 }).length / 1000 });
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  await expect(page.getByRole('main')).toBeVisible();
  console.log(
    `first page's JavaScript, gzip: ${kilobytes(initialScripts()).toFixed(1)} KB at once, ` +
      `${kilobytes(loaded).toFixed(1)} KB until it is at rest, limit ${LIMIT_KB} KB`,
  );
  expect(loaded.length).toBeGreaterThan(0);
  for (const { file } of initialScripts())
    expect(loaded.map((script) => script.file)).toContain(file.slice(DIST.length + 1));
  expect(kilobytes(loaded)).toBeLessThanOrEqual(LIMIT_KB);
});

for (const path of ['/', '/headless.html'])
  test(`${path} carries the policy in itself and in the response`, async ({ page }) => {
    const answer = await page.goto(path);
    const header = answer?.headers()['content-security-policy'];
    expect(header).toContain("default-src 'none'");
    const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await meta.getAttribute('content')).toBe(header);
    expect(await page.locator('script:not([src])').count()).toBe(0);
  });
