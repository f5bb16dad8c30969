// How long somebody waits for a first number after pressing Start: the app itself in Chromium, each of the tables of
// `bench -- tables` and diabetes130 (101,766 rows), the study as proposed. Seconds from the click until the page shows a
// score: the first answer (where the development rows are many, the regression on a sample of them, else the first trial)
// and the first trial on all rows. Each table in a browser context of its own, pressed as soon as Start can be,
// whether or not the backends are tested by then. With --out DIR the lines are first.csv too. BENCHSIDE_TABLES (names, by commas) makes a shorter try.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../scripts/serve.mjs';
import { diabetesFile } from './load-page/diabetes.mjs';
import { TABLES } from './tables.mjs';

/** Seconds. */
const BOUND = 2;
/** Milliseconds. */
const PATIENCE = 600_000;

const LARGE = { name: 'diabetes130', target: 'readmitted', ignored: [] };

/** On the Train screen, the outcome and the ignored columns as they are asked for. */
async function openStudy(page, address, file, { target, ignored }) {
  await page.goto(address);
  await page.setInputFiles('input[type=file]', file);
  await page.getByTestId('found').waitFor({ timeout: PATIENCE });
  await page.goto(`${address}#/data`);
  const role = (name) => page.getByLabel(`Role of ${name}`, { exact: true });
  await role(target).waitFor({ timeout: PATIENCE });
  await role(target).selectOption({ label: 'Target' });
  for (const name of ignored) await role(name).selectOption({ label: 'Ignore' });
  await page.goto(`${address}#/train`);
  await page.getByText('Train this study on').first().waitFor({ timeout: PATIENCE });
  const start = page.getByRole('button', { name: 'Start search', exact: true });
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('button')].some((b) => b.textContent === 'Start search' && !b.disabled),
    null,
    { timeout: PATIENCE },
  );
  return start;
}

/** Runs in the page: when the button was pressed, and when each of the selectors first showed. */
function watch(selectors) {
  const seen = { pressed: null, shown: selectors.map(() => null), texts: selectors.map(() => []) };
  document.addEventListener(
    'click',
    (event) => {
      seen.pressed ??= event.timeStamp;
    },
    true,
  );
  const look = () => {
    selectors.forEach((selector, i) => {
      const found = seen.shown[i] === null && document.querySelector(selector);
      if (!found) return;
      seen.shown[i] = performance.now();
      seen.texts[i] = [...found.children].map((child) => child.textContent);
    });
    requestAnimationFrame(look);
  };
  look();
  window.firstBench = seen;
}

const SAMPLE = '[data-testid="first-answer"]';
const TRIAL = '[data-testid="trial-row"][data-state="finished"]';

async function table(asked, { browser, address, file }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const start = await openStudy(page, address, file, asked);
    await page.evaluate(watch, [SAMPLE, TRIAL]);
    await start.click();
    await page.waitForFunction(() => window.firstBench.shown[1] !== null, null, { timeout: PATIENCE });
    const { pressed, shown, texts } = await page.evaluate(() => window.firstBench);
    const seconds = (at) => (at === null ? null : (at - pressed) / 1000);
    const [sample, trial] = shown.map(seconds);
    const first = sample ?? trial;
    return {
      table: asked.name,
      first,
      sampled: sample !== null,
      fullTrial: trial,
      bound: BOUND,
      within: first <= BOUND,
      unit: 'seconds from the click to a score on the page',
      ...(sample !== null && { said: texts[0].slice(0, 2).join('; ') }),
    };
  } finally {
    await context.close();
  }
}

const csvOf = (results) =>
  `${['table,first_s,sampled,full_trial_s', ...results.map((one) => [one.table, one.first, one.sampled, one.fullTrial].join(','))].join('\n')}\n`;

export async function run({ shared, out, browser: executablePath, launchArgs, dist }) {
  const { chromium } = await import('@playwright/test');
  const all = [...TABLES, LARGE];
  const wanted = process.env.BENCHSIDE_TABLES?.split(',');
  const chosen = all.filter(({ name }) => !wanted || wanted.includes(name));
  if (chosen.length < (wanted?.length ?? 1))
    throw new Error(`BENCHSIDE_TABLES: wanted names among ${all.map(({ name }) => name)}, got ${wanted}`);
  const server = await serve({ root: dist, port: 0 });
  const browser = await chromium.launch({ executablePath, args: launchArgs });
  const large = chosen.includes(LARGE) ? diabetesFile(shared) : null;
  try {
    const results = [];
    for (const one of chosen) {
      const file = one === LARGE ? large.file : join(shared, 'data/tables', `${one.name}.csv`);
      const result = await table(one, { browser, address: server.address, file });
      console.error(JSON.stringify(result));
      results.push(result);
    }
    if (out) writeFileSync(join(out, 'first.csv'), csvOf(results));
    return results;
  } finally {
    large?.remove();
    await browser.close();
    await server.close();
  }
}
