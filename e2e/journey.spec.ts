import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectWebGpu, smallTable, test } from './fixtures';

const HEART = join('..', 'shared', 'data', 'tables', 'uci_heart_4sites.csv');
const OUT = join('test-results', 'journey');
mkdirSync(OUT, { recursive: true });

const rail = (page: Page, stage: string) =>
  page.getByRole('navigation', { name: 'Stages of the study' }).getByRole('button', { name: stage });

async function drop(page: Page, name: string, text: string | Buffer) {
  await page.goto('/');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByRole('heading', { name: 'What should be predicted?' })).toBeVisible({
    timeout: 60_000,
  });
}

/**
 * Counts the different pictures of the live chart from now on, frame by frame in the page itself: a search may be over
 * before a test could look twice.
 */
async function watchChart(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const pictures = new Set<string>();
    Object.assign(window, { chartPictures: pictures });
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="loss-chart"] canvas');
      if (canvas && canvas.width > 0) pictures.add(canvas.toDataURL());
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { chartPictures: Set<string> }).chartPictures.size);
}

/** Searches with what is set on the screen until the budget is spent, watching that the live chart moves. */
async function search(page: Page, trials: number) {
  const phase = page.getByTestId('search-phase');
  const seen = await watchChart(page);
  await page.getByRole('textbox', { name: 'Trials', exact: true }).fill(String(trials));
  await page.getByRole('button', { name: 'Start search' }).click();
  await expect(phase).toHaveAttribute('data-phase', 'finished', { timeout: 240_000 });
  await expect(page.getByTestId('loss-chart').locator('canvas')).toBeVisible();
  expect(await seen(), 'pictures of the chart while the search ran').toBeGreaterThan(2);
  await expect(page.getByTestId('trial-row')).toHaveCount(trials);
}

async function openTestSet(page: Page) {
  await rail(page, 'Evaluate').click();
  await page.getByRole('button', { name: 'Open the test set once' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the test set' }).click();
  await expect(page.getByTestId('tile-auroc')).toBeVisible({ timeout: 60_000 });
}

async function download(page: Page, button: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await waiting;
  const path = join(OUT, `${Date.now()}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return path;
}

/** row -> probability, by the columns' names. */
function probabilities(csv: string): Map<string, number> {
  const [header, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const row = header.indexOf('row');
  const p = header.findIndex((name) => /^probability(_1)?$/.test(name));
  expect(p, header.join()).toBeGreaterThan(0);
  // Rows of the test set count from 0, those of a table given to a finished model from 1.
  const first = header.includes('threshold') ? 1 : 0;
  return new Map(lines.map((line) => [String(Number(line[row]) - first), Number(line[p])]));
}

/** The whole way; answers what it measured for the caller to judge. */
async function wholeWay(
  page: Page,
  name: string,
  text: string,
  trials: number,
  prepare: (page: Page) => Promise<void>,
) {
  await drop(page, name, text);
  await prepare(page);
  let backend = '';
  const auroc = await (async () => {
    await rail(page, 'Train & tune').click();
    await search(page, trials);
    backend = await page.getByTestId('search-status').innerText();
    await openTestSet(page);
    return Number(/\d\.\d+/.exec(await page.getByTestId('tile-auroc').innerText())?.[0]);
  })();
  await expect(page.getByRole('img', { name: /ROC curve/ })).toBeVisible();
  await rail(page, 'Take home').click();
  const test = probabilities(readFileSync(await download(page, 'Download the predictions'), 'utf8'));
  const zip = await download(page, 'Download the bundle');

  // A browser that has never seen the study loads the zip and predicts the whole table again.
  const other = await page.context().browser()!.newContext();
  const use = await other.newPage();
  await use.goto('/#/use');
  await use.locator('input[type=file]').first().setInputFiles(zip);
  await expect(use.getByTestId('model-card')).toBeVisible({ timeout: 60_000 });
  await use.getByText('A table of patients').click();
  await use
    .getByLabel('Drop a table of patients')
    .locator('input[type=file]')
    .or(use.locator('input[type=file]').last())
    .first()
    .setInputFiles({ name: 'again.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(use.getByTestId('prediction-row').first()).toBeVisible({ timeout: 60_000 });
  const again = probabilities(readFileSync(await download(use, 'Download CSV'), 'utf8'));
  await other.close();
  let largest = 0;
  for (const [row, p] of test) largest = Math.max(largest, Math.abs(p - (again.get(row) ?? Number.NaN)));
  return { auroc, backend, test, largest };
}

test('the whole journey, trained on WebGPU: drop, steps, split, search, evaluation, zip, the same predictions', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const result = await wholeWay(page, 'ward.csv', smallTable(240), 20, async () => {
    await expectWebGpu(page);
    await expect(page.getByTestId('found')).toContainText('240 rows');
    await expect(page.getByTestId('column-row')).toHaveCount(4);

    await rail(page, 'Split').click();
    await expect(page.getByTestId('people')).toBeVisible();
    await page.getByText('One hold-out').click();

    await rail(page, 'Prepare').click();
    const cards = page.getByTestId('step-card');
    await expect(cards).toHaveCount(5);
    await page.getByRole('button', { name: /1\. Impute/ }).click();
    await expect(page.getByRole('heading', { name: /before and after/ })).toBeVisible();
    await expect(page.getByText('All 154 rows of the first training fold.')).toBeVisible();
    await expect(page.getByRole('img', { name: /Histogram of lactate/ }).first()).toBeVisible();
    await page.getByRole('button', { name: /^Move “Standardize” up$/ }).click();
    await expect(cards.nth(1)).toContainText('Standardize');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(cards.nth(2)).toContainText('Standardize');

    await rail(page, 'Train & tune').click();
    await page.getByLabel('Train this study on').selectOption({ label: 'WebGPU' });
    // Long enough that the live chart is drawn several times, however busy the machine is.
    await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('60');
    await page.getByRole('textbox', { name: 'Epochs', exact: true }).blur();
  });
  expect(result.backend).toContain('WebGPU');
  expect(result.test.size).toBe(48);
  expect(result.largest).toBeLessThan(1e-5);
});

test('920 real patients of four hospitals: from the file to a model that gives the same predictions', async ({
  page,
}) => {
  test.skip(!existsSync(HEART), 'the real table is not here');
  test.setTimeout(400_000);
  const result = await wholeWay(page, 'heart.csv', readFileSync(HEART, 'utf8'), 40, async () => {
    await expect(page.getByTestId('found')).toContainText('920 rows');
    await expect(page.getByTestId('found')).toContainText('4 hospitals');
  });
  expect(result.test.size).toBe(184);
  expect(result.auroc).toBeGreaterThan(0.8);
  expect(result.largest).toBeLessThan(1e-5);
});
