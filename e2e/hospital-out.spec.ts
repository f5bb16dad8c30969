import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { button, openTable, rail, setUpSearch, startSearch } from './pages';

const HEART = join('..', 'shared', 'data', 'tables', 'uci_heart_4sites.csv');

test('leaving each hospital out: four hospitals with their intervals, wide ones printed, and a count of openings', async ({
  page,
}) => {
  test.setTimeout(240_000);
  test.skip(!existsSync(HEART), '../shared is absent');
  await openTable(page, readFileSync(HEART, 'utf8'), 15);
  await rail(page, 'Split').click();
  await page
    .getByRole('radio', { name: /hospital/i })
    .first()
    .check();
  await setUpSearch(page, { trials: 2, epochs: 15 });
  await startSearch(page, 'finished');
  await rail(page, 'Evaluate').click();
  await button(page, 'Evaluate by leaving each hospital out').click();
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect(page.getByTestId('tile-auroc')).toBeVisible({ timeout: 120_000 });

  const sites = page.getByTestId('site-results');
  for (const [name, rows] of [
    ['cleveland', '303'],
    ['hungarian', '294'],
    ['switzerland', '123'],
    ['va', '200'],
  ])
    await expect(sites.getByRole('row', { name: new RegExp(`^${name} ${rows} `) })).toBeVisible();
  // Eight people without the disease: the interval is printed, however wide.
  const wide = await sites.getByRole('row', { name: /^switzerland/ }).innerText();
  const [, low, high] = /\((0\.\d+)\D+([01]\.\d+)\)/.exec(wide) ?? [];
  expect(Number(high) - Number(low)).toBeGreaterThan(0.2);
  await expect(page.getByTestId('times-opened')).toContainText('once');
});
