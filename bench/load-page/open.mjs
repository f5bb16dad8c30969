import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const MIB = 2 ** 20;

/** Megabytes (MiB) of a process as the kernel counts them, or null where there is no /proc. */
function memoryOf(pid, field) {
  try {
    const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    return found ? (Number(found[1]) * 1024) / MIB : null;
  } catch {
    return null;
  }
}

/** The largest value among the renderers: the page's own, not the spare one that Chromium keeps. */
async function renderers(session, field) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const values = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => memoryOf(id, field))
    .filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}

/**
 * A browser of its own with `file` chosen: `load(reader)` as page.ts has it, or another function that `call` names; `memory(field)` is VmRSS (now) or
 * VmHWM (the highest so far) of the page's process, worker and buffers included, in MiB.
 */
export async function openLoadPage({ server, browser, launchArgs, file, call = 'load' }) {
  const chromiumProcess = await chromium.launch({ executablePath: browser, args: launchArgs });
  const page = await chromiumProcess.newPage();
  page.on('pageerror', (error) => console.error(error));
  const session = await chromiumProcess.newBrowserCDPSession();
  await page.goto(server.address);
  await page.setInputFiles('input', file);
  await page.waitForFunction((name) => name in window, call);
  return {
    load: (given) => page.evaluate(([name, body]) => globalThis[name](body), [call, given]),
    memory: (field) => renderers(session, field),
    close: () => chromiumProcess.close(),
  };
}
