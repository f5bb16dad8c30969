import { expect, test } from './fixtures';

// What fixtures.ts watches for is provoked, or it would watch nothing.

test('a console error is seen', async ({ page, watch }) => {
  watch.allow(/^console: on purpose/);
  await page.goto('/headless.html');
  await page.evaluate(() => console.error('on purpose'));
  await expect.poll(() => watch.problems).toEqual(['console: on purpose']);
});

test('an uncaught error is seen', async ({ page, watch }) => {
  watch.allow(/^uncaught: .*on purpose/);
  await page.goto('/headless.html');
  await page.evaluate(() => void setTimeout(() => Promise.reject(new Error('on purpose')), 0));
  await expect.poll(() => watch.problems).toEqual([expect.stringMatching(/^uncaught: .*on purpose/)]);
});

test('a console error in a worker is seen', async ({ page, watch }) => {
  watch.allow(/^console: on purpose/);
  await page.goto('/headless.html');
  await page.evaluate(() => {
    const source = new Blob(['console.error("on purpose"); setInterval(() => {}, 1000);']);
    new Worker(URL.createObjectURL(source));
  });
  await expect.poll(() => watch.problems).toEqual(['console: on purpose']);
});

test('a request to another origin is seen', async ({ page, watch }) => {
  watch.allow(/^request to http:\/\/127\.0\.0\.1:9\/|^console: /);
  await page.goto('about:blank');
  await page.evaluate(() => fetch('http://127.0.0.1:9/', { mode: 'no-cors' }).catch(() => {}));
  await expect.poll(() => watch.problems).toContain('request to http://127.0.0.1:9/');
});
