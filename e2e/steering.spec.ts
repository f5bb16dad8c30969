import type { Page } from '@playwright/test';
import { expect, expectWebGpu, smallTable, test } from './fixtures';
import {
  button,
  epochsDrawn,
  finishedRows,
  letCompete,
  openTable,
  phase,
  rail,
  type SearchSettings,
  setUpSearch,
  startSearch,
  storedRows,
  validateOnce,
} from './pages';

// Pause, resume, stop and cancel do what they say. How fast they do it is measured by `bench -- ui`.

const rows = (page: Page, state: string) => page.locator(`[data-testid="trial-row"][data-state="${state}"]`);

const expectPhase = (page: Page, name: string) =>
  expect(phase(page)).toHaveAttribute('data-phase', name, { timeout: 60_000 });

/** Why the newest search ended, as its journal says. */
async function endOfSearch(page: Page): Promise<string | undefined> {
  const { journal } = await storedRows(page);
  return journal.flatMap((row) => /"search.finished".*"reason":"(\w+)"/.exec(row)?.[1] ?? []).at(-1);
}

/** Lets other tasks and a good many epochs pass: whoever still trains would show it. */
const wait = (page: Page) => page.waitForTimeout(1500);

/** Rows enough that a trial outlasts what is done to it: on WASM an epoch of a small table takes no time. */
const rowsFor = ({ backend }: SearchSettings) => (backend === 'WebGPU' ? 120 : 6000);

async function running(page: Page, settings: SearchSettings) {
  await openTable(page, smallTable(rowsFor(settings)), 4);
  await validateOnce(page);
  await setUpSearch(page, settings);
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page);
  await expect.poll(() => epochsDrawn(page), { timeout: 60_000 }).toBeGreaterThan(2);
}

/** `atOnce`: trials at work. */
async function pauseAndResume(page: Page, atOnce: number) {
  await button(page, 'Pause').click();
  await expectPhase(page, 'paused');
  await wait(page);
  const still = await epochsDrawn(page);
  await wait(page);
  expect(await epochsDrawn(page), 'epochs while paused').toBe(still);
  await expect(rows(page, 'running')).toHaveCount(atOnce);
  await button(page, 'Resume').click();
  await expectPhase(page, 'running');
  await expect.poll(() => epochsDrawn(page), { timeout: 60_000 }).toBeGreaterThan(still);
}

for (const backend of ['WASM', 'WebGPU'] as const)
  test.describe(`on ${backend}`, () => {
    // A software GPU needs a second for what WASM does in a hundredth of it.
    const endless: SearchSettings = { trials: 500, epochs: 2000, backend };
    const short: SearchSettings = { trials: 4, epochs: 3, backend };
    test.setTimeout(backend === 'WASM' ? 180_000 : 360_000);
    test.beforeEach(async ({ page }) => {
      await page.goto('/');
      if (backend === 'WebGPU') await expectWebGpu(page);
    });

    test('a paused search stands still and goes on where it was', async ({ page }) => {
      await running(page, endless);
      await pauseAndResume(page, backend === 'WebGPU' ? 8 : 1);
      expect(await page.getByTestId('search-status').innerText()).toContain(backend);
      await button(page, 'Stop and keep the best').click();
      await expectPhase(page, 'finished');
    });

    test('a stopped search keeps what was finished, and its best can be evaluated', async ({ page }) => {
      await running(page, { ...short, trials: 500 });
      await expect.poll(() => finishedRows(page).count(), { timeout: 120_000 }).toBeGreaterThan(0);
      await button(page, 'Stop and keep the best').click();
      await expectPhase(page, 'finished');
      expect(await endOfSearch(page)).toBe('stopped');
      const kept = await finishedRows(page).count();
      const drawn = await epochsDrawn(page);
      await wait(page);
      expect(await finishedRows(page).count()).toBe(kept);
      expect(await epochsDrawn(page)).toBe(drawn);
      await expect(rows(page, 'running')).toHaveCount(0);
      await expect(page.locator('[data-testid="trial-row"][data-best]')).toHaveCount(1);
      await button(page, 'Go to evaluation').click();
      await expect(button(page, 'Open the test set once')).toBeEnabled();
    });

    test('a cancelled search ends the trial in work; another can start', async ({ page }) => {
      await running(page, endless);
      await button(page, 'Cancel').click();
      await expectPhase(page, 'finished');
      expect(await endOfSearch(page)).toBe('cancelled');
      await expect(rows(page, 'running')).toHaveCount(0);
      await expect(finishedRows(page)).toHaveCount(0);
      const drawn = await epochsDrawn(page);
      await wait(page);
      expect(await epochsDrawn(page)).toBe(drawn);
      await setUpSearch(page, { ...short, trials: 1 });
      await startSearch(page, 'finished');
      await expect(finishedRows(page)).toHaveCount(1);
    });
  });

test('a paused search can be cancelled, and one paused when the page went away goes on', async ({ page }) => {
  test.setTimeout(180_000);
  await running(page, { trials: 500, epochs: 2000 });
  await button(page, 'Pause').click();
  await expectPhase(page, 'paused');
  await page.reload();
  await rail(page, 'Train & tune').click();
  await expectPhase(page, 'interrupted');
  await button(page, 'Continue the search').click();
  await expectPhase(page, 'running');
  await button(page, 'Pause').click();
  await expectPhase(page, 'paused');
  await button(page, 'Cancel').click();
  await expectPhase(page, 'finished');
  expect(await endOfSearch(page)).toBe('cancelled');
});

test('a table of many rows has a first answer before its first trial, which takes its place', async ({
  page,
}) => {
  test.slow();
  await openTable(page, smallTable(6000), 4);
  await setUpSearch(page, { trials: 1, epochs: 10 });
  await letCompete(page, 'Logistic regression (elastic net)');
  // It may be gone before a test could look.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { firstAnswers: seen });
    const look = () => {
      const note = document.querySelector('[data-testid="first-answer"]');
      if (note) seen.push(`${note.textContent}`);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  });
  await startSearch(page, 'finished');
  const seen = await page.evaluate(() => (window as unknown as { firstAnswers: string[] }).firstAnswers);
  expect(seen[0]).toMatch(
    /First answer, from 2,500 of 4,800 rows; the full one follows.*Logistic regression: AUROC 0\.\d{3}.*no result of the study/,
  );
  await expect(page.getByTestId('first-answer')).toHaveCount(0);
  await expect(finishedRows(page)).toHaveCount(1);
  // The journal says that it was; the trials know nothing of it.
  const { journal } = await storedRows(page);
  expect(journal.filter((row) => row.includes('"first.answered"'))).toHaveLength(1);
  await page.reload();
  await rail(page, 'Train & tune').click();
  await expect(finishedRows(page)).toHaveCount(1);
  await expect(page.getByTestId('first-answer')).toHaveCount(0);
});
