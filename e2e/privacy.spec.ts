import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Worker } from '@playwright/test';
import { DIST } from '../scripts/build.mjs';
import { serve } from '../scripts/serve.mjs';
import { expect, smallTable, test } from './fixtures';
import { engineOf } from './pages';

/** Another origin that would gladly take the data. */
let foreign: Server;
let foreignUrl: string;
let hits = 0;
/** The application as a host serves it that cannot send headers. */
let plain: Awaited<ReturnType<typeof serve>>;
test.beforeAll(async () => {
  foreign = createServer((_, response) => {
    hits++;
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('taken');
  });
  await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
  foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
  plain = await serve({ root: DIST, port: 0, headers: {} });
});
test.afterAll(async () => {
  foreign.close();
  await plain.close();
});

/**
 * Tries to send and to evaluate; answers what the policy refused, and by which directive. In a timer of its own:
 * what the debugger evaluates directly is excused from the ban on eval, a callback is not.
 */
const attempt = (url: string) =>
  new Promise<Record<'fetch' | 'eval' | 'function', string>>((resolve) => {
    setTimeout(async () => {
      const outcome = async (act: () => unknown) => {
        let directive = '';
        const listen = (event: Event) => {
          directive = (event as SecurityPolicyViolationEvent).effectiveDirective;
        };
        self.addEventListener('securitypolicyviolation', listen);
        try {
          await act();
          return 'worked';
        } catch (error) {
          // The violation is reported in a task of its own.
          for (let waited = 0; directive === '' && waited < 1000; waited += 10)
            await new Promise((done) => setTimeout(done, 10));
          return `${error instanceof Error ? error.name : 'refused'}, ${directive}`;
        } finally {
          self.removeEventListener('securitypolicyviolation', listen);
        }
      };
      resolve({
        fetch: await outcome(() => fetch(url)),
        // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
        eval: await outcome(() => globalThis.eval('1 + 1')),
        function: await outcome(() => new Function('return 1')()),
      });
    }, 0);
  });
const REFUSED = {
  fetch: 'TypeError, connect-src',
  eval: 'EvalError, script-src',
  function: 'EvalError, script-src',
};

async function expectRefused(page: Page, workers: Worker[]) {
  const before = hits;
  expect(await page.evaluate(attempt, foreignUrl), 'in the page').toEqual(REFUSED);
  for (const worker of workers)
    expect(await worker.evaluate(attempt, foreignUrl), 'in a worker').toEqual(REFUSED);
  expect(hits, 'requests that reached the other origin').toBe(before);
}

/** The reader and the engine, both started by a dropped table; whatever else runs is tried too. */
async function bothWorkers(page: Page): Promise<Worker[]> {
  const names = () => Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name)));
  await expect.poll(names).toEqual(expect.arrayContaining(['engine', 'reader']));
  return page.workers();
}

const table = { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(smallTable()) };

test.beforeEach(({ watch }) => watch.allow(/Content Security Policy/));

test('the attempts succeed where there is no policy, so a refusal below means something', async ({
  page,
  watch,
}) => {
  watch.allow(/^request to http:\/\/(127\.0\.0\.1|localhost)/);
  // A bare picture, so a page without the meta tag; the browser looks for a favicon beside it.
  watch.allow(/404/);
  await page.goto(new URL('icon.svg', plain.address).href);
  const before = hits;
  expect(await page.evaluate(attempt, foreignUrl)).toEqual({
    fetch: 'worked',
    eval: 'worked',
    function: 'worked',
  });
  expect(hits).toBe(before + 1);
});

test('neither the page nor any worker can send to another origin or evaluate text', async ({ page }) => {
  await page.goto('/');
  await page.locator('input[type=file]').first().setInputFiles(table);
  await expectRefused(page, await bothWorkers(page));
});

test('nor can a worker that a worker starts, as the engine starts its helpers', async ({ page, watch }) => {
  watch.allow(new RegExp(`^request to ${plain.address}`));
  for (const address of ['/', plain.address]) {
    await page.goto(address);
    await page.locator('input[type=file]').first().setInputFiles(table);
    await bothWorkers(page);
    const engine = await engineOf(page);
    const before = hits;
    const source = `(${attempt})(${JSON.stringify(foreignUrl)}).then((outcome) => postMessage(outcome))`;
    const outcome = await engine.evaluate(
      (text) =>
        new Promise((resolve, reject) => {
          const blob = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
          const worker = new Worker(blob, { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
      source,
    );
    expect(outcome, address).toEqual(REFUSED);
    expect(hits, 'requests that reached the other origin').toBe(before);
  }
});

test('the same holds where the host sends no headers', async ({ page, watch }) => {
  watch.allow(new RegExp(`^request to ${plain.address}`));
  const answer = await page.goto(plain.address);
  expect(answer?.headers()).not.toHaveProperty('content-security-policy');
  await page.locator('input[type=file]').first().setInputFiles(table);
  await expectRefused(page, await bothWorkers(page));
});

test('the same holds for the page of the headless runner', async ({ page }) => {
  await page.goto('/headless.html');
  await page.locator('#data').setInputFiles(table);
  await page.evaluate(() => {
    const options = {
      extensions: ['csv'],
      paths: ['table.csv'],
      images: { labels: null, patients: null, axis: 2 as const },
      joined: 0,
      proposal: { target: 'died', trials: 1000, minutes: 5 },
      files: false,
      rowsMayLeave: false,
    };
    void window.benchsideStudy(options, () => {});
  });
  await expectRefused(page, await bothWorkers(page));
});
