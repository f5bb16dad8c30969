import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from './fixtures';
import { csv, rail } from './pages';

const file = '../shared/data/tables/uci_heart_4sites.csv';

test('four hospitals are tested in turn, and a small hold-out has a way out in one click', async ({
  page,
}) => {
  test.skip(!existsSync(file), 'needs ../shared');
  await page.goto('/');
  await page.locator('input[type=file]').setInputFiles(csv('heart.csv', readFileSync(file)));
  await expect(page.getByTestId('column-row').first()).toBeVisible({ timeout: 30_000 });
  await rail(page, 'Split').click();

  // 20 % of 920 patients: 82 are without the disease.
  const small = page.getByTestId('too-small');
  await expect(small).toContainText(/would hold 10\d rows with the outcome and 8\d without/);
  await expect(small).toContainText('0.80');

  await page.getByRole('radio', { name: 'By hospital, each in turn' }).check();
  const rows = page.getByTestId('outer-row');
  await expect(rows).toHaveCount(4);
  await expect(small).toBeHidden();
  const switzerland = rows.filter({ hasText: /switzerland/i });
  await expect(switzerland).toContainText('123');
  await expect(switzerland).toContainText('115 of 123');
  await expect(switzerland).toContainText('93.5%');
  await expect(page.getByTestId('people')).toHaveAttribute('aria-label', /123/);

  await page.getByRole('radio', { name: 'Random hold-out' }).check();
  await small.getByRole('button', { name: 'Test everybody in turn' }).click();
  await expect(page.getByRole('radio', { name: /Everybody in turn/ })).toBeChecked();
  await expect(rows).toHaveCount(5);
  await expect(page.getByText('The search is repeated 15 times.')).toBeVisible();
});
