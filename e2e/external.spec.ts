import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { button, csv, openTable, openTestSet, rail, setUpSearch, startSearch, storedRows } from './pages';

const shared = join(import.meta.dirname, '../../shared/data/tables/uci_heart_4sites.csv');

/** Three hospitals' lines, and the fourth's under other names, in other units and codes. */
function hospitals(): { three: string; fourth: string } {
  const [head, ...rows] = readFileSync(shared, 'utf8').trim().split(/\r?\n/);
  const header = head.split(',');
  const [site, sex, chol, disease] = ['site', 'sex', 'chol', 'disease'].map((name) => header.indexOf(name));
  const lines = rows.map((row) => row.split(','));
  const last = lines.at(-1)?.[site];
  const names = header.map(
    (name) => ({ age: '나이', chol: 'Cholesterol (mmol/L)', disease: 'Heart disease' })[name] ?? name,
  );
  const fourth = lines
    .filter((line) => line[site] === last)
    .map((line, i) => {
      const own = [...line];
      own[sex] = Number(line[sex]) === 1 ? 'M' : 'F';
      own[chol] = line[chol] === '' ? '' : (Number(line[chol]) / 38.67).toFixed(3);
      own[disease] = line[disease] === '1' ? 'yes' : 'no';
      own[site] = `REC-77${i}`;
      return own.join(',');
    });
  names[site] = 'record';
  return {
    three: `${[head, ...lines.filter((line) => line[site] !== last).map((line) => line.join(','))].join('\n')}\n`,
    fourth: `${[names.join(','), ...fourth].join('\n')}\n`,
  };
}

test('three hospitals’ model is validated on the fourth, and its wrong rows are looked at', async ({
  page,
}) => {
  test.skip(!existsSync(shared), '../shared is absent');
  test.setTimeout(240_000);
  const { three, fourth } = hospitals();
  await openTable(page, three, 15);
  await setUpSearch(page, { trials: 1, epochs: 10 });
  await startSearch(page, 'finished');
  await openTestSet(page);

  // The gallery of errors: only on demand, a side at a time.
  const cases = page.getByTestId('table-cases');
  await expect(cases.getByTestId('table-case').first()).toBeVisible();
  await cases.getByText(/^False negatives/).click();
  await expect(cases.getByTestId('table-case').first().getByRole('cell').nth(1)).toHaveText('1');
  await expect(cases.getByTestId('table-case').first().getByRole('cell').nth(2)).toHaveText('0');

  await button(page, 'Validate in another hospital').click();
  await page
    .getByLabel('Drop another hospital’s table here')
    .locator('input[type=file]')
    .setInputFiles(csv('secret-name.csv', fourth));
  await expect(page.getByLabel('Column of External hospital 1 for age')).toHaveValue('=나이', {
    timeout: 60_000,
  });
  await expect(page.getByLabel('Unit of chol in External hospital 1')).toHaveValue('mmol/L');
  // M and F against 1 and 0: nothing goes on before somebody says which is which.
  await expect(button(page, 'Validate the model')).toBeDisabled();
  await page.getByLabel('M in External hospital 1 is').selectOption({ index: 2 });
  await page.getByLabel('F in External hospital 1 is').selectOption({ index: 1 });
  await page.getByLabel('Name of the hospital').fill('Veterans');
  await page.getByLabel('Name of the hospital').blur();
  await button(page, 'Validate the model').click();
  const result = page.getByTestId('external-result');
  await expect(result.getByTestId('tile-auroc')).toBeVisible({ timeout: 60_000 });
  await expect(result).toContainText('Veterans');
  await expect(result.getByTestId('external-drift').getByRole('row', { name: /^age / })).toBeVisible();
  await button(page, 'Update the model for this hospital').click();
  await expect(result.getByTestId('external-coefficients')).toContainText('logit', { timeout: 60_000 });

  // It is in the journal; no cell, no patient and no file name is.
  await page.reload();
  await expect(page.getByTestId('external-result')).toContainText('Veterans', { timeout: 60_000 });
  const stored = JSON.stringify(await storedRows(page));
  expect(stored).toContain('Veterans');
  expect(stored).not.toMatch(/REC-77|secret-name/);
  await rail(page, 'Evaluate').click();
});
