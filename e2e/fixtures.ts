import { test as base, expect, type Page } from '@playwright/test';

export { expect };

/** What every test watches for. */
export interface Watch {
  /** A console error that this test provokes on purpose. */
  allow(pattern: RegExp): void;
  /** What was seen so far, allowed or not. */
  readonly problems: readonly string[];
}

/**
 * Every test fails on a request to another origin, a console error (a violation of the Content-Security-Policy is
 * one) and an uncaught error, in pages and workers alike, unless it allowed that error before.
 */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, baseURL }, use) => {
      const home = new URL(baseURL ?? '').origin;
      const problems: string[] = [];
      const allowed: RegExp[] = [];
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (/^(https?|wss?):$/.test(protocol) && origin !== home)
          problems.push(`request to ${request.url()}`);
      });
      context.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) =>
        problems.push(`uncaught: ${error.error().stack ?? error.error().message}`),
      );
      await use({ allow: (pattern) => allowed.push(pattern), problems });
      const unexpected = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
      expect(unexpected, 'foreign requests, console errors, uncaught errors').toEqual([]);
    },
    { auto: true },
  ],
});

/** A WebGPU adapter is there (a software one will do): without it a test of training would say nothing of WebGPU. */
export async function expectWebGpu(page: Page): Promise<void> {
  const found = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
  expect(found, 'a WebGPU adapter').toBe(true);
}

/** A small clinical table as CSV, the same on every run: two numbers, a category, a binary outcome they explain in part. */
export function smallTable(rows = 120): string {
  const lines = ['age,sex,lactate,died'];
  for (let i = 0; i < rows; i++) {
    const age = 40 + ((i * 37) % 50);
    const lactate = ((i * 29) % 60) / 10;
    const risk = (age - 40) / 50 + lactate / 6 + ((i * 7919) % 100) / 100;
    lines.push(`${age},${i % 3 === 0 ? 'F' : 'M'},${i % 11 === 0 ? '' : lactate},${risk > 1.5 ? 1 : 0}`);
  }
  return `${lines.join('\n')}\n`;
}
