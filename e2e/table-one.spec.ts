import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { axeViolations } from './axe';
import { expect, smallTable, test } from './fixtures';
import { button, openTable, rail } from './pages';

const table = (page: Page) => page.getByTestId('table-one');
const row = (page: Page, name: string) => table(page).getByRole('row', { name });

async function openTableOne(page: Page) {
  await openTable(page, smallTable(), 4);
  await rail(page, 'Split').click();
  await button(page, 'Table 1').click();
  await expect(table(page)).toBeVisible({ timeout: 60_000 });
}

/** What the table must say of all rows, from the file's own text. */
function expected() {
  const [, ...lines] = smallTable().trim().split('\n');
  const cells = lines.map((line) => line.split(','));
  const ages = cells.map(([age]) => Number(age));
  const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
  const sd = Math.sqrt(ages.reduce((sum, age) => sum + (age - mean) ** 2, 0) / (ages.length - 1));
  const men = cells.filter(([, sex]) => sex === 'M').length;
  return {
    age: `${mean.toFixed(1)} (${sd.toFixed(1)})`,
    men: `${men} (${((100 * men) / cells.length).toFixed(1)})`,
    missing: String(cells.filter(([, , lactate]) => lactate === '').length),
    died: cells.filter(([, , , died]) => died === '1').length,
  };
}

test('Table 1 says what is in the file, and the clipboard, the Word document and the CSV say the same', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTableOne(page);
  // By outcome it is of development rows alone, as long as the test set is closed.
  await expect(page.getByText('Development rows only: the test set is still closed.')).toBeVisible();
  await expect(table(page).getByRole('columnheader')).toHaveText([
    'Characteristic',
    /^Overall\s*\(n = 9\d\)$/,
    /^died = 0\s*\(n = \d+\)$/,
    /^died = 1\s*\(n = \d+\)$/,
    'Missing',
    'SMD',
  ]);

  await page.getByLabel('Groups').selectOption('none');
  await expect(table(page).getByRole('columnheader')).toHaveText([
    'Characteristic',
    /\(n = 120\)/,
    'Missing',
  ]);
  const { age, men, missing } = expected();
  await expect(row(page, 'age')).toContainText(age);
  await expect(row(page, 'sex = M, n (%)')).toContainText(men);
  await expect(row(page, 'lactate').getByRole('cell').last()).toHaveText(missing);

  await button(page, 'Copy the table').click();
  await expect(page.getByText('Copied. Paste it')).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) => (await item.getType(type)).text();
    return { html: await read('text/html'), text: await read('text/plain') };
  });
  expect(copied.html).toContain('<table');
  for (const said of [age, men]) {
    expect(copied.html).toContain(said);
    expect(copied.text).toContain(said);
  }

  const take = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const word = await take('Word (DOCX)');
  expect(word.name).toMatch(/-table-1\.docx$/);
  const document = strFromU8(unzipSync(word.bytes)['word/document.xml']);
  for (const said of [age, men, 'age, mean (SD)', `>${missing}<`]) expect(document).toContain(said);
  const csv = await take('CSV');
  expect(csv.bytes.toString('utf8')).toContain(`"age, mean (SD)",${age},0\n`);
});

test('median for one variable, p-values and hidden counts when asked for, by keyboard; axe content on a phone', async ({
  page,
}) => {
  await openTableOne(page);
  await expect(table(page).getByRole('columnheader', { name: 'p', exact: true })).toHaveCount(0);
  await page.getByLabel('p-values').press('Space');
  await expect(table(page).getByRole('columnheader', { name: 'p', exact: true })).toBeVisible();
  await expect(row(page, 'age').getByRole('cell').last()).toHaveText(/^(<0\.001|0\.\d{3})$/);

  const first = row(page, 'age').getByRole('cell').first();
  await expect(first).toHaveText(/^[\d.]+ \([\d.]+\)$/);
  await page.getByLabel('Statistic of age').selectOption('median');
  await expect(first).toHaveText(/^[\d.]+ \[[\d.]+, [\d.]+\]$/);
  await expect(page.getByText('p of medians: Kruskal–Wallis test.')).toBeVisible();

  await page.getByLabel('Hide counts below 5').press('Space');
  await expect(table(page).getByRole('columnheader', { name: 'Overall' })).toHaveCount(0);

  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  const violations = await axeViolations(page);
  expect(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([]);
});
