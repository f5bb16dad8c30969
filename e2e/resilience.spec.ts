import { expect, smallTable, test } from './fixtures';
import {
  button,
  engineOf,
  epochsDrawn,
  finishedRows,
  letCompete,
  openTable,
  openTestSet,
  phase,
  rail,
  resultsByTrial,
  setUpSearch,
  startSearch,
  storedRows,
  validateOnce,
} from './pages';

// Nothing is lost: not by a reload, a killed tab, a second tab, a dead worker, a full disk.

// Kernels of our own would be done before anybody could look.
const LONG = { trials: 5, epochs: 150, backend: 'CPU' } as const;
const table = () => smallTable(240);

/** A search in the middle of its work: some trials finished, some to come. */
async function midSearch(page: Parameters<typeof openTable>[0]) {
  await openTable(page, table(), 4);
  await validateOnce(page);
  await setUpSearch(page, LONG);
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page);
  await expect.poll(() => finishedRows(page).count(), { timeout: 90_000 }).toBeGreaterThanOrEqual(2);
  await expect(phase(page)).toHaveAttribute('data-phase', 'running');
  return resultsByTrial(page);
}

/** The study as it came back: what was finished is there with its curves, and the search goes on to its end. */
async function expectGoesOn(page: Parameters<typeof openTable>[0], before: Map<string, string>) {
  await rail(page, 'Train & tune').click();
  await expect(phase(page)).toHaveAttribute('data-phase', 'interrupted', { timeout: 60_000 });
  const back = await resultsByTrial(page);
  for (const [trial, row] of before) expect(back.get(trial), `trial ${trial}`).toBe(row);
  expect(back.size).toBeLessThan(LONG.trials);
  await expect.poll(() => epochsDrawn(page)).toBeGreaterThanOrEqual(back.size * LONG.epochs);
  await rail(page, 'Data').click();
  await expect(page.getByTestId('column-row')).toHaveCount(4);

  await rail(page, 'Train & tune').click();
  await button(page, 'Continue the search').click();
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished', { timeout: 120_000 });
  await expect(finishedRows(page)).toHaveCount(LONG.trials);
  const end = await resultsByTrial(page);
  for (const [trial, row] of back) expect(end.get(trial), `trial ${trial}`).toBe(row);
  await expect.poll(() => epochsDrawn(page)).toBe(LONG.trials * LONG.epochs);
}

test('a reload in the middle of a search: all is back, and the search goes on', async ({ page }) => {
  test.setTimeout(300_000);
  const before = await midSearch(page);
  await page.reload();
  await expectGoesOn(page, before);
});

test('a killed tab: a new one has the study, and the search goes on', async ({ page, context }) => {
  test.setTimeout(300_000);
  const before = await midSearch(page);
  const crashed = page.waitForEvent('crash');
  await Promise.all([crashed, page.goto('chrome://crash').catch(() => {})]);
  await page.close();
  const next = await context.newPage();
  await next.goto('/');
  await expectGoesOn(next, before);
});

test('a page that is left at once after a change comes back with the change', async ({ page }) => {
  await openTable(page, smallTable(), 4);
  const role = page.getByLabel('Role of sex');
  // In one go: nothing can be saved in between.
  const loaded = page.waitForEvent('load');
  await role.evaluate((select: HTMLSelectElement) => {
    select.value = 'ignore';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    location.reload();
  });
  await loaded;
  await expect(role).toHaveValue('ignore', { timeout: 60_000 });
  // It was kept beside the study until then, and no longer.
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('unsaved'))),
  ).toEqual([]);
});

test('of the last studies each opens again', async ({ page }) => {
  await openTable(page, smallTable(), 4);
  await button(page, 'Benchside, first page').click();
  await button(page, 'Open the synthetic cohort').click();
  await expect(page.getByTestId('found')).toContainText('synthetic', { ignoreCase: true, timeout: 60_000 });
  await button(page, 'Benchside, first page').click();
  await expect(page.getByTestId('last-study')).toHaveCount(2);
  await page.getByTestId('last-study').filter({ hasText: '120 rows' }).getByRole('button').first().click();
  await expect(page.getByTestId('column-row')).toHaveCount(4);
});

test('the evaluation is back after a reload, and the test set counts as opened once', async ({ page }) => {
  test.setTimeout(240_000);
  await openTable(page, smallTable(240), 4);
  await validateOnce(page);
  await setUpSearch(page, { trials: 2, epochs: 5 });
  await startSearch(page, 'finished');
  await openTestSet(page);
  const auroc = (await page.getByTestId('tile-auroc').textContent()) ?? '';
  await page.reload();
  await expect(page.getByTestId('tile-auroc')).toHaveText(auroc, { timeout: 60_000 });
  const { journal } = await storedRows(page);
  const opened = journal.filter((row) => row.includes('"test.opened"'));
  expect(opened).toHaveLength(1);
  expect(opened[0]).toContain('"count":1');
  await expect(button(page, 'Open the test set once')).toHaveCount(0);
});

test('a second tab is told that the first has the study, which loses nothing', async ({ page, context }) => {
  test.setTimeout(240_000);
  await openTable(page, table(), 4);
  await validateOnce(page);
  await setUpSearch(page, LONG);
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page);
  const second = await context.newPage();
  await second.goto('/');
  const problem = second.getByTestId('problem');
  await expect(problem).toContainText('one tab that works on this study');
  await expect(problem).toContainText('go on in the other tab');
  await second.close();
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished', { timeout: 120_000 });
  await expect(finishedRows(page)).toHaveCount(LONG.trials);
});

test('a second tab with a study of its own: each comes back to its own after a reload', async ({
  page,
  context,
}) => {
  await openTable(page, smallTable(), 4);
  const second = await context.newPage();
  await second.goto('/');
  await button(second, 'Open the breast cancer sample').click();
  await expect(second.getByTestId('found')).toContainText('569 rows', { timeout: 60_000 });
  await page.reload();
  await expect(page.getByTestId('column-row')).toHaveCount(4);
  await second.reload();
  await expect(second.getByTestId('found')).toContainText('569 rows');
});

test('the engine dies: the page says so, and the search goes on in a new one', async ({ page }) => {
  test.setTimeout(300_000);
  const before = await midSearch(page);
  const engine = await engineOf(page);
  void engine.evaluate(() => self.close()).catch(() => {});
  await expect(page.getByTestId('problem')).toContainText('a computing process that keeps running', {
    timeout: 30_000,
  });
  await expectGoesOn(page, before);
});

test('another study is opened during a search: the search waits where it was left', async ({ page }) => {
  test.setTimeout(300_000);
  const before = await midSearch(page);
  await button(page, 'Benchside, first page').click();
  await button(page, 'Open the synthetic cohort').click();
  await expect(page.getByTestId('found')).toContainText('synthetic', { ignoreCase: true, timeout: 60_000 });
  await rail(page, 'Train & tune').click();
  await expect(button(page, 'Start search')).toBeVisible();
  await button(page, 'Benchside, first page').click();
  await page.getByTestId('last-study').filter({ hasText: '240 rows' }).getByRole('button').first().click();
  await expectGoesOn(page, before);
});

test('a study forgotten during its search leaves nothing behind', async ({ page }) => {
  test.setTimeout(240_000);
  await midSearch(page);
  await button(page, 'Benchside, first page').click();
  await page
    .getByTestId('last-study')
    .getByRole('button', { name: /^Forget/ })
    .click();
  await button(page, 'Forget it').click();
  await expect(page.getByTestId('last-study')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'What do you want to learn from?' })).toBeVisible();
  expect(await storedRows(page)).toEqual({ blobs: [], journal: [], studies: [], tables: [] });
});

test('no room in storage: the page says that all lives in this tab, and goes on', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(240_000);
  await page.goto('/');
  const devtools = await context.newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await openTable(page, smallTable(), 4);
  await expect(page.getByRole('status').filter({ hasText: 'live in this tab only' })).toBeVisible();
  await expect(page.getByText('Not saved')).toBeVisible();
  await setUpSearch(page, { trials: 2, epochs: 5 });
  await startSearch(page, 'finished');
  await openTestSet(page);
  await expect(page.getByTestId('problem')).toHaveCount(0);
});

test('a changed role and a changed type are undone and redone', async ({ page }) => {
  await openTable(page, smallTable(), 4);
  const role = page.getByLabel('Role of sex');
  await role.selectOption('Ignore');
  await expect(role).toHaveValue('ignore');
  await button(page, 'Undo').click();
  await expect(role).toHaveValue('feature');
  await button(page, 'Redo').click();
  await expect(role).toHaveValue('ignore');
  await button(page, 'Undo').click();

  const row = page.getByTestId('column-row').filter({ has: page.getByLabel('Type of age') });
  const found = await row.innerText();
  const type = page.getByLabel('Type of age');
  await type.selectOption('Category');
  await expect(row).toContainText('Chosen', { ignoreCase: true });
  const chosen = await row.innerText();
  await button(page, 'Undo').click();
  await expect(type).toHaveValue('integer');
  await expect.poll(() => row.innerText()).toBe(found);
  await button(page, 'Redo').click();
  await expect.poll(() => row.innerText()).toBe(chosen);
});
