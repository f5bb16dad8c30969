import type { Page } from '@playwright/test';
import { axeViolations } from './axe';
import { expect, smallTable, test } from './fixtures';
import { openTable, rail } from './pages';

/** The small table, and the ward as a code: 1 to 4, as hospitals write it. */
const withWardCode = (): string =>
  smallTable(160)
    .trim()
    .split('\n')
    .map((line, row) => `${row === 0 ? 'ward' : 1 + ((row * 13) % 4)},${line}`)
    .join('\n');

const cards = (page: Page) => page.getByTestId('step-card');
const card = (page: Page, title: string) =>
  cards(page).filter({ has: page.getByRole('button', { name: `Remove “${title}”` }) });
const titles = (page: Page) =>
  cards(page).evaluateAll((all) => all.map((c) => /\d+\. [^\n]+/.exec((c as HTMLElement).innerText)?.[0]));

async function prepare(page: Page) {
  await openTable(page, withWardCode(), 5);
  await rail(page, 'Prepare').click();
  await expect(page.getByTestId('flow-end')).toBeVisible();
}

const open = (page: Page, title: string) =>
  card(page, title)
    .getByRole('button', { name: new RegExp(`\\d+\\. ${title}`) })
    .click();

test('columns are chosen for a step, and the new names and what is left are shown', async ({ page }) => {
  await prepare(page);
  await expect(page.getByTestId('flow-end')).toContainText(
    'without gaps reach networks; regressions and neighbours get',
  );
  await open(page, 'One-hot');
  const oneHot = card(page, 'One-hot');
  await expect(oneHot.getByTestId('changed-names')).toContainText('sex=M');

  await oneHot.getByRole('button', { name: 'Choose columns' }).click();
  await oneHot.getByRole('checkbox', { name: 'sex', exact: true }).uncheck();
  // A category that no step turns into numbers is said, not dropped.
  await expect(page.getByTestId('flow-end')).toContainText('still not a number');
  await expect(page.getByTestId('flow-end')).toContainText('sex');
  await expect(oneHot).not.toContainText('sex=M');

  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('flow-end')).toContainText(
    'without gaps reach networks; regressions and neighbours get',
  );
  await expect(oneHot.getByTestId('changed-names')).toContainText('sex=M');
});

test('a card is moved by keyboard alone, and the flow follows', async ({ page }) => {
  await prepare(page);
  const before = await titles(page);
  expect(before[0]).toBe('1. Impute');
  await card(page, 'Impute')
    .getByRole('button', { name: /^Move “Impute”: drag/ })
    .focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(/“Impute” (lifted from|is now over) place 1/)).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('“Impute” is now over place 2')).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(() => titles(page)).toEqual(['1. One-hot', '2. Impute', ...before.slice(2)]);
  // Where it stands now, one-hot is given the columns as they are in the file.
  await expect(card(page, 'One-hot')).toContainText('4 → ');
});

test('a comparison shows both models, the difference with its interval, and that it was a look', async ({
  page,
}) => {
  await prepare(page);
  await open(page, 'Standardize');
  const standardize = card(page, 'Standardize');
  await standardize.getByRole('button', { name: 'Compare with and without' }).click();
  const comparison = standardize.getByTestId('comparison');
  await expect(comparison).toContainText('AUROC with', { timeout: 60_000 });
  await expect(comparison.getByTestId('comparison-difference')).toHaveText(
    /^[+−]?0\.\d{3} \([+−]?0\.\d{3} to [+−]?0\.\d{3}\)$/,
  );
  await expect(comparison.getByRole('img', { name: /95% interval/ })).toBeVisible();
  await expect(comparison).toContainText('The test set was not touched. This was the first look');
  await standardize.getByRole('button', { name: 'Compare with and without' }).click();
  await expect(comparison).toContainText('This was look number 2');

  // An edit makes the answer old: it does not stay beside another pipeline.
  await standardize.getByRole('button', { name: /^Move .* up$/ }).click();
  await expect(comparison).toHaveCount(0);
  // What was looked at stays counted.
  await page.reload();
  await expect(page.getByTestId('flow-end')).toBeVisible();
  await open(page, 'Standardize');
  await standardize.getByRole('button', { name: 'Compare with and without' }).click();
  await expect(comparison).toContainText('This was look number 3');
});

test('a code that is read as a number is warned of', async ({ page }) => {
  await openTable(page, withWardCode(), 5);
  await page.getByRole('combobox', { name: 'Type of ward', exact: true }).selectOption('integer');
  await rail(page, 'Prepare').click();
  await expect(page.getByTestId('misread').filter({ hasText: 'ward' })).toContainText('perhaps a code');
});

test('the menu of steps finds by words, puts a step where it finds work, and leaves axe content', async ({
  page,
}) => {
  await prepare(page);
  await page.getByRole('button', { name: 'Add a step' }).click();
  await expect(page.getByRole('heading', { name: 'Class balance' })).toBeAttached();
  await page.getByRole('textbox', { name: 'Search the steps' }).fill('frequency');
  const violations = await axeViolations(page);
  expect(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([]);
  await page.getByRole('button', { name: /^Frequency/ }).click();
  // Behind one-hot there would be no category left for it.
  const order = await titles(page);
  const at = (name: string) => order.findIndex((title) => title?.endsWith(name));
  expect(at('Frequency')).toBeGreaterThanOrEqual(0);
  expect(at('Frequency')).toBeLessThan(at('One-hot'));
  // What is worked out anew is dimmed until it is there.
  await expect(page.locator('[data-pending]')).toHaveCount(0);
  const opened = await axeViolations(page);
  expect(opened.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([]);
});
