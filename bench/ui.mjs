// What a person feels during a search: the longest task of the page's main thread while 20 trials run and somebody
// clicks and points at curves and rows, and how long pause, resume, stop and cancel take from the click until the
// search obeys. Then the same meddling while the journal of 200 trials of 100 epochs streams in, an event an epoch,
// faster than a search would tell it; then a leaderboard of 1,000 trials, sorted, pinned and scrolled to its end; and
// how long a journal of 100,000 events takes to replay. Medians of three runs, each in a browser context of its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../scripts/serve.mjs';
import { servePage } from './pages/serve-page.mjs';
import { instrument } from './ui-page/instrument.mjs';
import { longestTask } from './ui-page/trace.mjs';

const RUNS = 3;
const TRIALS = 20;
const EPOCHS = 10;
const STREAM = { trials: 200, epochs: 100, perSecond: 1000 };
const CROWD = { trials: 1000, epochs: 10, perSecond: 4000 };
/** Trials and their epochs: 100,000 events and one. */
const REPLAYS = [
  [1000, 98],
  [1, 99_998],
];
const REPLAY_BOUND = 1000;
const TASK_BOUND = 50;
const STEER_BOUND = 1000;
/** Nothing heard for so long after a pause: nothing more comes. Longer than any batch of epochs is held back. */
const SILENCE_MS = 1500;
const HEART = 'data/tables/uci_heart_4sites.csv';

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const button = (page, name) => page.getByRole('button', { name, exact: true });
const inPhase = (page, name) =>
  page.waitForSelector(`[data-testid="search-phase"][data-phase="${name}"]`, { timeout: 240_000 });

async function fill(page, field, value) {
  const box = page.getByRole('textbox', { name: field, exact: true });
  await box.fill(String(value));
  await box.blur();
}

async function openStudy(page, address, table, trials = TRIALS) {
  await page.goto(address);
  if (existsSync(table)) await page.setInputFiles('input[type=file]', table);
  else await button(page, 'Open the synthetic cohort').click();
  await page.getByTestId('found').waitFor({ timeout: 60_000 });
  await page.goto(`${address}#/train`);
  await fill(page, 'Trials', trials);
  await fill(page, 'Epochs', EPOCHS);
  await fill(page, 'Patience', EPOCHS);
  // Saved, checked and split: the search is what is measured.
  await page.waitForTimeout(1500);
}

/** Clicks between loss and metric, points at curves, pins rows, sorts by each column, until the search has ended. */
async function meddle(page) {
  const chart = page.getByTestId('loss-chart');
  // By CSS: to look for roles is work of the page's main thread too.
  const views = page.locator('[role="radiogroup"][aria-label="What the curves show"] label');
  const rows = page.getByTestId('trial-row');
  for (let turn = 0; !(await page.$('[data-phase="finished"]')); turn++) {
    await views.nth(turn % 2).click();
    const box = await chart.boundingBox();
    if (box)
      for (const at of [0.2, 0.4, 0.6, 0.8])
        await page.mouse.move(box.x + at * box.width, box.y + (0.3 + 0.1 * (turn % 4)) * box.height);
    const count = await rows.count();
    if (count > 0) {
      await rows.nth(turn % count).hover();
      await rows
        .nth(turn % count)
        .locator('button')
        .click();
    }
    const headings = page.locator('thead').first().locator('button');
    await headings.nth(turn % (await headings.count())).click();
  }
}

/** ms from a click to what `until` looks for in the lines of the journal that came after it. */
async function steer(page, name, until) {
  await button(page, name).click();
  const clicked = await page.evaluate(() => window.uiBench.clicked());
  return until(clicked);
}

const heard = (page, type, since) =>
  page
    .waitForFunction(([t, s]) => window.uiBench.first(t, s), [type, since], { polling: 20 })
    .then((found) => found.jsonValue())
    .then((at) => at - since);

async function steering(page) {
  const start = async () => {
    const settings = page.locator('details');
    if (!(await settings.evaluate((details) => details.open))) await settings.locator('summary').click();
    await fill(page, 'Epochs', 1000);
    await fill(page, 'Patience', 1000);
    await page.getByRole('button', { name: /^Start (a new )?search$/ }).click();
    await inPhase(page, 'running');
    await heard(page, 'trial.epochs', await page.evaluate(() => performance.now()));
  };
  const ends = (since) => heard(page, 'search.finished', since);
  await start();
  const pauseMs = await steer(page, 'Pause', async (since) => {
    const paused = await heard(page, 'search.paused', since);
    await page.waitForTimeout(SILENCE_MS);
    const last = await page.evaluate(() => window.uiBench.last('trial.epochs'));
    return Math.max(paused, last - since);
  });
  const resumeMs = await steer(page, 'Resume', (since) => heard(page, 'trial.epochs', since));
  const stopMs = await steer(page, 'Stop and keep the best', ends);
  await inPhase(page, 'finished');
  await start();
  const cancelMs = await steer(page, 'Cancel', ends);
  return { pauseMs, resumeMs, stopMs, cancelMs };
}

async function oneRun(browser, address, table) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.addInitScript(instrument);
    await openStudy(page, address, table);
    await browser.startTracing(page, TRACED);
    await button(page, 'Start search').click();
    await page.getByTestId('search-phase').waitFor();
    await meddle(page);
    const task = longestTask(await browser.stopTracing());
    const trials = await page.getByTestId('trial-row').count();
    const backend = await page.getByTestId('search-status').textContent();
    return { task, trials, backend: /WebGPU|WebGL|WASM|CPU/.exec(backend)?.[0], ...(await steering(page)) };
  } finally {
    await context.close();
  }
}

const TRACED = { categories: ['disabled-by-default-devtools.timeline', 'toplevel'] };

/** A page whose engine has told of a short search, ready to hear of more. */
async function listening(browser, address, table, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.addInitScript(instrument);
    await openStudy(page, address, table, 2);
    await button(page, 'Start search').click();
    await inPhase(page, 'finished');
    await page.waitForTimeout(1000);
    return await use(page);
  } finally {
    await context.close();
  }
}

async function arrived(page, { trials, epochs }) {
  const drawn = Number(await page.getByTestId('loss-chart').getAttribute('data-epochs'));
  if (drawn !== trials * epochs) throw new Error(`${drawn} epochs arrived`);
}

const streamed = (browser, address, table) =>
  listening(browser, address, table, async (page) => {
    await page.evaluate((how) => window.uiBench.prepare(how), STREAM);
    await page.waitForTimeout(1000);
    await browser.startTracing(page, TRACED);
    await page.evaluate(() => window.uiBench.stream());
    await inPhase(page, 'running');
    await meddle(page);
    const task = longestTask(await browser.stopTracing());
    await arrived(page, STREAM);
    return task;
  });

/** The leaderboard of many trials: to its last page, each scrolled; sorted by each column both ways; rows pinned. */
const crowded = (browser, address, table) =>
  listening(browser, address, table, async (page) => {
    await page.evaluate((how) => window.uiBench.prepare(how), CROWD);
    await page.evaluate(() => window.uiBench.stream());
    await inPhase(page, 'running');
    await inPhase(page, 'finished');
    await page.waitForTimeout(1000);
    await arrived(page, CROWD);
    await browser.startTracing(page, TRACED);
    // By CSS: to look for roles is work of the page's main thread too.
    const board = page.locator('section[aria-label="Leaderboard"]');
    const rows = page.getByTestId('trial-row');
    const headings = board.locator('thead button');
    const later = page.locator('button[aria-label="Next page"]');
    for (;;) {
      await board.hover();
      for (let turns = 0; turns < 5; turns++) {
        await page.mouse.wheel(0, 600);
        await page.waitForTimeout(30);
      }
      if (await later.isDisabled()) break;
      await later.click();
    }
    const line = await rows.last().getAttribute('aria-rowindex');
    if (Number(line) !== CROWD.trials + 1) throw new Error(`the last page ends with line ${line}`);
    for (let i = 0; i < 2 * (await headings.count()); i++) {
      await headings.nth(i >> 1).click();
      await rows.nth(i).locator('button').click();
    }
    return longestTask(await browser.stopTracing());
  });

async function replayed(browser) {
  const server = await servePage('ui-page');
  try {
    const page = await browser.newPage();
    await page.goto(server.address);
    await page.waitForFunction(() => 'replay' in window);
    const once = ([trials, epochs]) =>
      page.evaluate(([t, e]) => window.replay(t, e), [trials, epochs]).then(({ ms }) => ms);
    const results = [];
    for (const shape of REPLAYS) {
      const runs = [];
      for (let i = 0; i < RUNS; i++) runs.push(await once(shape));
      results.push({
        what: `replay of 100,000 journal events: ${shape[0]} trials of ${shape[1]} epochs`,
        replayMs: Math.round(median(runs)),
        bound: REPLAY_BOUND,
      });
    }
    return results;
  } finally {
    await server.close();
  }
}

export async function run({ shared, browser: executablePath, launchArgs, dist }) {
  const { chromium } = await import('@playwright/test');
  const table = join(shared, HEART);
  const server = await serve({ root: dist, port: 0 });
  const browser = await chromium.launch({ executablePath, args: launchArgs });
  try {
    const runs = [];
    for (let i = 0; i < RUNS; i++) {
      runs.push(await oneRun(browser, server.address, table));
      console.error(JSON.stringify(runs.at(-1)));
    }
    const streams = [];
    for (let i = 0; i < RUNS; i++) {
      streams.push(await streamed(browser, server.address, table));
      console.error(JSON.stringify(streams.at(-1)));
    }
    const crowds = [];
    for (let i = 0; i < RUNS; i++) {
      crowds.push(await crowded(browser, server.address, table));
      console.error(JSON.stringify(crowds.at(-1)));
    }
    const of = (key) => Math.round(median(runs.map((one) => one[key])));
    const longest = (tasks) => ({
      longestTaskMs: Math.round(median(tasks.map(({ wall }) => wall))),
      longestTaskCpuMs: Math.round(median(tasks.map(({ cpu }) => cpu))),
      bound: TASK_BOUND,
    });
    const searched = {
      ...longest(runs.map(({ task }) => task)),
      pauseMs: of('pauseMs'),
      resumeMs: of('resumeMs'),
      stopMs: of('stopMs'),
      cancelMs: of('cancelMs'),
      steerBound: STEER_BOUND,
      unit: `medians of ${RUNS} runs; tasks of the main thread, from the start of a search to its end`,
      trials: runs[0].trials,
      backend: runs[0].backend,
      data: existsSync(table) ? 'uci_heart_4sites.csv' : 'the synthetic cohort',
    };
    const streaming = {
      what: `${STREAM.trials} trials of ${STREAM.epochs} epochs streaming, ${STREAM.perSecond} events a second`,
      ...longest(streams),
    };
    const crowd = {
      what: `leaderboard of ${CROWD.trials} trials, all pages scrolled, sorted by each column, rows pinned`,
      ...longest(crowds),
    };
    return [searched, streaming, crowd, ...(await replayed(browser))];
  } finally {
    await browser.close();
    await server.close();
  }
}
