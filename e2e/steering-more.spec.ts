import { expect, smallTable, test } from './fixtures';
import {
  button,
  fill,
  finishedRows,
  letCompete,
  openTable,
  phase,
  rail,
  resultsByTrial,
  setUpSearch,
  startSearch,
  validateOnce,
} from './pages';

// What else can be done with a search; and killed at any moment, it loses nothing that was on the screen.

test('killed again and again in the middle of its work, a search ends as if nothing had been', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const trials = 6;
  // Kernels of our own would be done before the first kill.
  await openTable(page, smallTable(240), 4);
  await validateOnce(page);
  await setUpSearch(page, { trials, epochs: 60, backend: 'CPU' });
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page);
  let tab = page;
  for (const moment of [200, 600, 1000]) {
    await tab.waitForTimeout(moment);
    const before = await resultsByTrial(tab);
    await tab.close();
    tab = await context.newPage();
    await tab.goto('/');
    await rail(tab, 'Train & tune').click();
    await expect(phase(tab)).toHaveAttribute('data-phase', /interrupted|finished/, { timeout: 60_000 });
    const back = await resultsByTrial(tab);
    for (const [trial, row] of before) expect(back.get(trial), `trial ${trial}`).toBe(row);
    if ((await phase(tab).getAttribute('data-phase')) === 'finished') break;
    await button(tab, 'Continue the search').click();
    await expect(phase(tab)).toHaveAttribute('data-phase', /running|finished/, { timeout: 60_000 });
  }
  await expect(phase(tab)).toHaveAttribute('data-phase', 'finished', { timeout: 120_000 });
  await expect(finishedRows(tab)).toHaveCount(trials);
});

test('a search is extended, given a configuration, and gone on from by hand', async ({ page }) => {
  test.setTimeout(120_000);
  await openTable(page, smallTable(), 4);
  await validateOnce(page);
  await setUpSearch(page, { trials: 2, epochs: 3 });
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page, 'finished');
  const dialog = page.getByRole('dialog');
  await button(page, 'Extend the budget').click();
  await expect(dialog.getByRole('textbox', { name: 'Trials', exact: true })).toHaveValue('4');
  await dialog.getByRole('button', { name: 'Extend and go on' }).click();
  await expect(finishedRows(page)).toHaveCount(4, { timeout: 60_000 });
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished');

  await button(page, 'Add a configuration').click();
  // What it begins with was tried, and is not tried twice.
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByRole('status')).toContainText('already');
  await dialog.getByRole('textbox', { name: 'Learning rate' }).fill('0.0137');
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(finishedRows(page)).toHaveCount(5, { timeout: 60_000 });
  await expect(page.getByTestId('trial-row').filter({ hasText: 'by hand' })).toContainText('0.0137');
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished');

  await page.getByText('Settings for the next search').click();
  await page.getByLabel('Strategy').selectOption('manual');
  await fill(page, 'Trials', 1);
  await button(page, 'Start a new search').click();
  const turn = page.getByTestId('your-turn');
  await expect(turn).toHaveAttribute('data-turn', 'true', { timeout: 60_000 });
  await expect(page.getByTestId('trial-row').filter({ hasText: 'search 1' })).toHaveCount(5);
  await turn.getByRole('textbox', { name: 'Learning rate' }).fill('0.0211');
  await turn.getByRole('button', { name: 'Try it' }).click();
  await expect(finishedRows(page)).toHaveCount(6, { timeout: 60_000 });
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished');
  await expect(turn).toBeHidden();
});
