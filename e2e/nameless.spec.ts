import type { Page } from '@playwright/test';
import { expect, smallTable, test } from './fixtures';
import { button, csv, openTable, storedRows } from './pages';

// A file without a row of names: its columns are named once, and the names hold wherever the file goes.

const NAMES = ['chart_no', 'age', 'sex', 'lactate', 'died'];
/** The small table with a chart number before it and no header. */
const nameless = smallTable()
  .trim()
  .split('\n')
  .slice(1)
  .map((line, i) => `QX-${1000 + i}-7,${line}`)
  .join('\n');

const row = (page: Page, name: string) =>
  page.getByTestId('column-row').filter({ has: page.getByRole('rowheader', { name }) });
const fields = (page: Page) => page.getByTestId('column-name');

test('columns are named by hand, by a pasted line or from another file, and it can be undone', async ({
  page,
}) => {
  await openTable(page, nameless, NAMES.length);
  await expect(page.getByText('The file has no row of names')).toBeVisible();
  await expect(row(page, 'column 1')).toHaveAttribute('data-role', 'ignore');
  await button(page, 'Name the columns').click();
  const dialog = page.getByRole('dialog');

  // A name twice is said, and nothing is taken.
  await fields(page).nth(1).fill('age');
  await fields(page).nth(2).fill('age');
  await button(page, 'Use these names').click();
  await expect(dialog.getByTestId('problem')).toContainText('age');

  // Names of another file with a header of as many columns.
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    button(page, 'Take the names from another file').click(),
  ]);
  await chooser.setFiles(csv('named.csv', `a,b,c,d,e\n${nameless}\n`));
  await expect(fields(page).nth(4)).toHaveValue('e');

  await dialog.getByRole('textbox', { name: 'Paste all names as one line' }).fill(NAMES.join(', '));
  await expect(fields(page).nth(4)).toHaveValue('died');
  await button(page, 'Use these names').click();
  await expect(dialog).toBeHidden();

  await expect(row(page, 'died')).toHaveAttribute('data-role', 'target');
  await expect(row(page, 'age')).toHaveAttribute('data-role', 'feature');
  // Chart numbers identify people whatever they are called, and are kept nowhere.
  await expect(row(page, 'chart_no')).toHaveAttribute('data-role', 'ignore');
  await expect(page.getByText('The file has no row of names')).toBeHidden();

  await page.keyboard.press('Control+z');
  await expect(row(page, 'column 5')).toHaveAttribute('data-role', 'feature');
  await page.keyboard.press('Control+Shift+z');
  await expect(row(page, 'died')).toHaveAttribute('data-role', 'target');

  // Named once more under other names, the outcome stays the outcome and the chart number hidden.
  await button(page, 'Change the columns’ names').click();
  await fields(page).nth(0).fill('visit');
  await fields(page).nth(4).fill('y2');
  await button(page, 'Use these names').click();
  await expect(row(page, 'y2')).toHaveAttribute('data-role', 'target');
  await expect(row(page, 'visit')).toHaveAttribute('data-role', 'ignore');

  await expect(page.locator('[role=status][data-state=saved]')).toBeVisible();
  await page.reload();
  await expect(row(page, 'y2')).toHaveAttribute('data-role', 'target');
  expect(JSON.stringify(await storedRows(page))).not.toContain('QX-');
});

test('the common columns of several files without names are named in their mapping', async ({ page }) => {
  await page.goto('/');
  const bare = (rows: number) => smallTable(rows).trim().split('\n').slice(1).join('\n');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([csv('north.csv', bare(120)), csv('south.csv', bare(90))]);
  const names = ['age', 'sex', 'lactate', 'died'];
  for (const [i, name] of names.entries()) {
    const field = page.getByRole('textbox', { name: `Name of column ${i + 1} in all hospitals` });
    await field.fill(name);
    await field.blur();
    await expect(page.getByRole('textbox', { name: `Name of ${name} in all hospitals` })).toHaveValue(name);
  }
  await button(page, 'Make one table').click();
  await expect(row(page, 'died')).toHaveAttribute('data-role', 'target');
  await expect(row(page, 'lactate')).toHaveAttribute('data-role', 'feature');
});
