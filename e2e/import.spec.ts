import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { button, csv, openTable, rail, setUpSearch, startSearch, storedRows } from './pages';

const shared = join(import.meta.dirname, '../../shared/data/tables/uci_heart_4sites.csv');

/** One hospital as it is, and another under its own names and codes and without one of the inputs. */
function hospitals(): { first: string; second: string } {
  const [head, ...rows] = readFileSync(shared, 'utf8').trim().split(/\r?\n/);
  const header = head.split(',');
  const lines = rows.map((row) => row.split(','));
  const at = (name: string) => header.indexOf(name);
  const site = at('site');
  const [one, other] = [...new Set(lines.map((line) => line[site]))];
  const kept = header.map((_, i) => i).filter((i) => i !== site);
  const second = kept.filter((i) => i !== at('thal'));
  const names = second.map((i) => ({ age: '나이', disease: 'Heart disease' })[header[i]] ?? header[i]);
  const cell = (line: string[], i: number) =>
    i === at('disease') ? (line[i] === '1' ? 'yes' : 'no') : line[i];
  const of = (name: string) => lines.filter((line) => line[site] === name);
  return {
    first: `${[kept.map((i) => header[i]).join(','), ...of(one).map((line) => kept.map((i) => line[i]).join(','))].join('\n')}\n`,
    second: `${[`ward,${names.join(',')}`, ...of(other).map((line) => `7,${second.map((i) => cell(line, i)).join(',')}`)].join('\n')}\n`,
  };
}

async function saved(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const given = ({ name, bytes }: { name: string; bytes: Buffer }) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: bytes,
});

const zone = (page: Page, label: RegExp) => page.getByLabel(label).locator('input[type=file]');

/** The second hospital's table on a study that waits; the mapping settled, then started. */
async function startWith(page: Page, second: string) {
  await zone(page, /^Drop your own table/).setInputFiles(csv('secret-name.csv', second));
  const mapping = page.getByTestId('start-mapping');
  await expect(page.getByLabel('Column of My hospital for age')).toHaveValue('=나이', { timeout: 60_000 });
  await expect(mapping).toContainText('One input is not in your table');
  await expect(mapping).toContainText('thal. The study goes on without it');
  await expect(mapping).toContainText('ward');
  const yes = page.getByLabel('yes in My hospital is');
  if (await yes.isVisible()) {
    await expect(button(page, 'Start the study')).toBeDisabled();
    await yes.selectOption('=1');
    await page.getByLabel('no in My hospital is').selectOption('=0');
  }
  await button(page, 'Start the study').click();
  await expect(page.getByTestId('found')).toBeVisible({ timeout: 60_000 });
}

test.describe('taken to another hospital', () => {
  test.skip(!existsSync(shared), '../shared is absent');

  test('a bundle asks what is to become of it: predict, validate, or the same steps on other patients', async ({
    page,
    browser,
  }) => {
    test.setTimeout(300_000);
    const { first, second } = hospitals();
    await openTable(page, first, 14);
    await page.getByLabel('Name of the study').fill('Heart disease');
    await page.getByLabel('Name of the study').blur();
    await setUpSearch(page, { trials: 2, epochs: 10 });
    await startSearch(page, 'finished');
    await rail(page, 'Take home').click();
    const bundle = await saved(page, 'Download the bundle');
    const study = await saved(page, 'Download the study');
    expect(study.name).toMatch(/\.json$/);

    // A colleague who has never seen the study.
    const other = await browser.newContext();
    const there = await other.newPage();
    await there.goto('/');
    await there.locator('input[type=file]').setInputFiles(given(bundle));
    await expect(there.getByRole('heading', { level: 1 })).toHaveText('What should become of this model?');
    await expect(there.getByTestId('model-card')).toContainText('Heart disease');
    await button(there, 'Validate it').click();
    await expect(there.getByRole('heading', { level: 1 })).toHaveText(
      'Does the model hold in another hospital?',
    );
    await button(there, 'Back to Use').click();
    await expect(there.getByTestId('model-card')).toContainText('Heart disease');
    await button(there, 'Start a new study from it').click();

    await startWith(there, second);
    await expect(there.getByLabel('Name of the study')).toHaveValue('Heart disease');
    await expect(there.getByTestId('found')).toContainText('294 rows');
    await rail(there, 'Train & tune').click();
    await expect(there.getByRole('textbox', { name: 'Trials', exact: true })).toHaveValue('2');
    await startSearch(there, 'finished');
    await expect(there.locator('[data-testid="trial-row"][data-state="finished"]').first()).toBeVisible();

    // The new study is one of this browser: it comes back, and the file's name is nowhere.
    await there.reload();
    await expect(there.getByTestId('search-phase')).toHaveAttribute('data-phase', 'finished', {
      timeout: 60_000,
    });
    expect(JSON.stringify(await storedRows(there))).not.toContain('secret-name');

    // What is no bundle and no study leaves everything as it is.
    await button(there, 'Benchside, first page').click();
    const drop = there.locator('input[type=file]');
    await drop.setInputFiles(csv('notes.json', '{"format":"something else"}'));
    await expect(there.getByRole('alert')).toContainText('a JSON file of something else');
    await drop.setInputFiles({ ...given(bundle), buffer: bundle.bytes.subarray(0, 3000) });
    await expect(there.getByRole('alert')).toContainText('a file that does not open as one');
    await rail(there, 'Data').click();
    await expect(there.getByTestId('found')).toContainText('294 rows');

    // The study file, without any model: the same way.
    await button(there, 'Benchside, first page').click();
    await drop.setInputFiles(given(study));
    await expect(there.getByRole('heading', { level: 1 })).toHaveText(
      'Which patients should this study be about?',
    );
    await startWith(there, second);
    await expect(there.getByTestId('found')).toContainText('294 rows');
    await other.close();
  });
});
