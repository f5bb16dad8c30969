import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { UsageError } from './study-options.mjs';

export const say = (line) => process.stderr.write(`${line}\n`);

/**
 * The built application's page without screens, in a fresh headless Chromium that is thrown away afterwards: it is
 * given `files` and then `task(page)`, whose answer is returned. Rejects where the tab or the browser dies.
 */
export async function inHeadlessPage(files, task) {
  ensureInstalled({ quiet: true });
  const [{ ensureBrowser, launchArgs }, { DIST, ensureBuilt }, { serve }] = await Promise.all([
    import('./browser.mjs'),
    import('./build.mjs'),
    import('./serve.mjs'),
  ]);
  ensureBuilt({ quiet: true });
  const executablePath = await ensureBrowser();
  const { chromium } = await import('@playwright/test');
  const server = await serve({ root: DIST, port: 0 });
  // A profile on disk, gone afterwards: without one the browser would keep pixels of pictures in memory.
  const profile = mkdtempSync(join(tmpdir(), 'benchside-study-'));
  const browser = await chromium.launchPersistentContext(profile, { executablePath, args: launchArgs() });
  try {
    const page = await browser.newPage();
    const died = new Promise((_, reject) => {
      page.on('crash', () => reject(new Error('The browser tab crashed; was there enough memory?')));
      browser.on('close', () => reject(new Error('The browser ended by itself.')));
    });
    // Closing the browser in the end is no failure.
    died.catch(() => {});
    page.on('pageerror', (error) => say(`page: ${error.message.split('\n')[0]}`));
    await page.goto(`${server.address}headless.html`);
    await page.setInputFiles('#data', files);
    return await Promise.race([task(page), died]);
  } finally {
    await browser.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * A command line: `task(words, folder)` is given the words and where they were typed. Its `answer` is one line of JSON
 * on stdout; an `error`, or what it throws, one line on stderr. Exit 2: bad input. Exit 1: anything else.
 */
export async function command(usage, task) {
  const words = process.argv.slice(2);
  if (words.some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    return;
  }
  try {
    const done = await task(words, process.env.INIT_CWD ?? process.cwd());
    if ('error' in done) {
      say(done.error);
      process.exitCode = done.kind === 'input' ? 2 : 1;
    } else await new Promise((written) => process.stdout.write(`${JSON.stringify(done.answer)}\n`, written));
  } catch (error) {
    say(error.message.split('\n')[0]);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
