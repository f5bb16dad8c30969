import { chromium } from '@playwright/test';
import { servePage } from '../pages/serve-page.mjs';

/** The page `name` in a browser of its own: `ask(call, body)` as its page.ts has it. */
export async function openTrainerPage({ browser, launchArgs, name = 'trainer-page' }) {
  const server = await servePage(name);
  const chromiumProcess = await chromium.launch({ executablePath: browser, args: launchArgs });
  const page = await chromiumProcess.newPage();
  page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(error));
  await page.goto(server.address);
  await page.waitForFunction(() => 'ask' in window);
  return {
    ask: (call, body) => page.evaluate(([c, b]) => globalThis.ask(c, b), [call, body]),
    shared: (body) => page.evaluate((b) => globalThis.shared(b), body),
    close: async () => {
      await chromiumProcess.close();
      await server.close();
    },
  };
}
