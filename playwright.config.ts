import { defineConfig } from '@playwright/test';
import { findBrowser, launchArgs } from './scripts/browser.mjs';

const PORT = Number(process.env.BENCHSIDE_E2E_PORT ?? 4273);
const executablePath = await findBrowser();
if (!executablePath) throw new Error('No browser: run `npm test`, which finds or installs one.');

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // Training shares the machine's cores: more than one test at a time would only slow each other down.
  workers: 1,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    // A trace makes every test take half as long again: a failed one is run anew with `--trace on`.
    trace: 'off',
    launchOptions: { executablePath, args: launchArgs() },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${PORT}`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: !process.env.CI,
  },
});
