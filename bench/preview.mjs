// How long the preview of a step takes in a worker of a real browser after one of its parameters was changed, on a
// synthetic table of 100,000 rows and 30 columns with a tenth of the cells missing: the slowest step counts. What is
// looked at is a sample, smaller for slow steps; its rows are in the result, as they are on the card.
import { chromium } from '@playwright/test';
import { servePage } from './pages/serve-page.mjs';

const BOUND_MS = 150;

export async function run({ browser, launchArgs }) {
  const server = await servePage('preview-page');
  const chromiumProcess = await chromium.launch({ executablePath: browser, args: launchArgs });
  try {
    const page = await chromiumProcess.newPage();
    await page.goto(server.address);
    await page.waitForFunction(() => 'measure' in window);
    const steps = await page.evaluate(() => globalThis.measure());
    const [worst] = steps.toSorted((a, b) => b.ms - a.ms);
    return {
      ratio: worst.ms / BOUND_MS,
      bound: BOUND_MS,
      worstMs: worst.ms,
      step: worst.step,
      unit: 'milliseconds, median of five previews of the slowest step; the ratio is to the bound',
      rows: 100_000,
      columns: 30,
      steps: Object.fromEntries(
        steps.map(({ step, ms, rows }) => [step, { ms: Math.round(ms), sample: rows }]),
      ),
    };
  } finally {
    await chromiumProcess.close();
    await server.close();
  }
}
