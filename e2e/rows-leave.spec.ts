import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, smallTable, test } from './fixtures';
import { button, letCompete, openTable, rail, setUpSearch, startSearch } from './pages';

test('rows of patients leave in a model only after a plain question', async ({ page }) => {
  test.setTimeout(240_000);
  await openTable(page, smallTable(), 4);
  await rail(page, 'Prepare').click();
  await button(page, 'Add a step').click();
  await page.getByRole('textbox', { name: 'Search the steps' }).fill('similar patients');
  await page.getByRole('button', { name: /^Impute from similar patients/ }).click();
  await setUpSearch(page, { trials: 1, epochs: 3 });
  await startSearch(page, 'finished');
  await rail(page, 'Take home').click();

  const asked = page.getByRole('dialog', { name: 'Rows of patients are inside this model' });
  await button(page, 'Download the bundle').click();
  await expect(asked).toContainText('Impute from similar patients: up to 2,000 rows of training patients');
  await asked.getByRole('button', { name: 'Change the step' }).click();
  await expect(asked).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add a step' })).toBeVisible();

  await rail(page, 'Take home').click();
  await button(page, 'Download the bundle').click();
  const taking = page.waitForEvent('download');
  await asked.getByRole('button', { name: 'Export anyway' }).click();
  const files = unzipSync(readFileSync(await (await taking).path()));
  expect(strFromU8(files['preprocess.json'])).toContain('"donors"');
});

/** Who died is told by two columns together, which neighbours see and a regression does not. */
function crossedTable(): string {
  const lines = ['age,lactate,died'];
  for (let i = 0; i < 240; i++) {
    const age = 40 + ((i * 37) % 50);
    const lactate = ((i * 29) % 60) / 10;
    lines.push(`${age},${lactate},${age > 64 !== lactate > 3 ? 1 : 0}`);
  }
  return `${lines.join('\n')}\n`;
}

test('a model that is rows of patients gives way to the best without them', async ({ page }) => {
  test.setTimeout(240_000);
  await openTable(page, crossedTable(), 3);
  await setUpSearch(page, { trials: 2, epochs: 3 });
  await letCompete(page, 'Nearest neighbours', 'Logistic regression (elastic net)');
  await startSearch(page, 'finished');
  await rail(page, 'Take home').click();

  const asked = page.getByRole('dialog', { name: 'Rows of patients are inside this model' });
  await button(page, 'Download the bundle').click();
  await expect(asked).toContainText('Nearest neighbours: up to 20,000 rows of training patients');
  await expect(asked).toContainText('The best model without such rows is Logistic regression (elastic net)');
  await asked.getByRole('button', { name: 'Choose the one without rows' }).click();

  await rail(page, 'Take home').click();
  await expect(page.getByText('as their models hold rows of patients: Nearest neighbours')).toBeVisible();
  const taking = page.waitForEvent('download');
  await button(page, 'Download the bundle').click();
  const files = unzipSync(readFileSync(await (await taking).path()));
  expect(strFromU8(files['models/0/model.json'])).toContain('layers-model');
});
