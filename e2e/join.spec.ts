import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { axeViolations } from './axe';
import { expect, test } from './fixtures';
import { button, csv, openTable, rail, setUpSearch, startSearch } from './pages';

const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

/** Made-up patients, and their laboratory values in long form: some before admission, one after it, some unknown. */
const patients = Array.from({ length: 150 }, (_, i) => {
  const age = 40 + ((i * 37) % 45);
  const creatinine = 0.6 + ((i * 53) % 120) / 50;
  const risk = (age - 40) / 45 + creatinine / 3 + ((i * 7919) % 100) / 100;
  return { id: 5001 + i, age, creatinine, admitted: 10 + (i % 60), died: risk > 1.5 ? 'yes' : 'no' };
});
const PATIENTS = [
  'patient_id,age,admission_date,died',
  ...patients.map(({ id, age, admitted, died }) => [id, age, day(admitted), died].join(',')),
].join('\n');
const LABS = [
  'patient_id,concept,value,date',
  ...patients
    .slice(0, 140)
    .flatMap(({ id, creatinine, admitted }, i) => [
      [id, 'creatinine', (creatinine + 1).toFixed(2), day(admitted - 5)].join(','),
      [id, 'creatinine', creatinine.toFixed(2), day(admitted - 1)].join(','),
      [id, 'creatinine', 99, day(admitted + 2)].join(','),
      [id, 'sodium', 130 + (i % 15), day(admitted)].join(','),
    ]),
  `9999,sodium,140,${day(3)}`,
].join('\n');

async function giveSecond(page: Page, name: string, text: string) {
  const input = page.getByLabel('Drop a second table').locator('input[type=file]');
  await expect(input).toBeEnabled();
  await input.setInputFiles(csv(name, text));
}

async function axeContent(page: Page) {
  const violations = await axeViolations(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([]);
}

test('laboratory values in long form are joined, and new patients are predicted from the same two tables', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openTable(page, PATIENTS, 4);
  await page.getByText('Add a second table').click();
  await giveSecond(page, 'labs.csv', LABS);
  const outcome = page.getByTestId('join-outcome');
  await expect(outcome).toContainText('140 of 150 rows of this study are in the second table.');
  await expect(outcome).toContainText('10 rows are not');
  await expect(outcome).toContainText('1 patient of the second table is not in this study');
  await expect(outcome.getByRole('listitem')).toHaveText(['creatinine:last', 'sodium:last']);
  await axeContent(page);

  // What was measured after admission is pointed out as soon as it counts.
  await expect(page.getByText('What was measured later must not be used')).toBeHidden();
  await page.getByLabel('To day (0 is that date)').fill('3');
  await page.getByLabel('To day (0 is that date)').press('Enter');
  await expect(page.getByText('Measurements until 3 days after that date count.')).toBeVisible();
  await page.getByLabel('To day (0 is that date)').fill('0');
  await page.getByLabel('To day (0 is that date)').press('Enter');
  await expect(page.getByText('Measurements until 3 days')).toBeHidden();
  await page.getByRole('checkbox', { name: 'the mean' }).press('Space');
  await expect(outcome.getByRole('listitem')).toHaveText([
    'creatinine:last',
    'creatinine:mean',
    'sodium:last',
    'sodium:mean',
  ]);
  await button(page, 'Join').click();
  await expect(page.getByTestId('column-row')).toHaveCount(8, { timeout: 60_000 });

  await setUpSearch(page, { trials: 1, epochs: 3 });
  await startSearch(page, 'finished');
  await rail(page, 'Take home').click();
  const saving = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /download/i })
    .first()
    .click();
  const zip = await (await saving).path();

  await rail(page, 'Use').or(button(page, 'Use the model')).first().click();
  await page.locator('input[type=file][accept=".zip,.json"]').setInputFiles({
    name: 'model.zip',
    mimeType: 'application/zip',
    buffer: readFileSync(zip),
  });
  await expect(page.getByText('A table of patients')).toBeVisible({ timeout: 60_000 });
  await page.getByText('A table of patients').click();
  const answer = async () => {
    await expect(page.getByRole('heading', { name: 'Predictions for 20 rows' })).toBeVisible();
    return page.getByRole('region', { name: 'Rows and their predictions' }).innerText();
  };
  const table = page.getByLabel('Drop a table of patients').locator('input[type=file]');

  // The two tables as they are: new patients, in another order, their outcome unknown.
  const some = patients.slice(125, 145).reverse();
  const raw = [
    'died,age,patient_id,admission_date',
    ...some.map((p) => ['', p.age, p.id, day(p.admitted)].join(',')),
  ];
  await table.setInputFiles(csv('new.csv', raw.join('\n')));
  const further = page.getByRole('region', {
    name: 'Now drop the table with patient_id, concept, value, date',
  });
  await expect(further).toBeVisible();
  await axeContent(page);
  await further.locator('input[type=file]').setInputFiles(csv('labs.csv', LABS));
  const joined = await answer();
  await expect(page.getByText('15 of 20 rows were found in the further table')).toBeVisible();

  // The same patients with the values worked out by hand.
  const whole = [
    'age,admission_date,creatinine:last,creatinine:mean,sodium:last,sodium:mean',
    ...some.map((p) => {
      const i = p.id - 5001;
      if (i >= 140) return [p.age, day(p.admitted), '', '', '', ''].join(',');
      const two = [p.creatinine + 1, p.creatinine].map((value) => Number(value.toFixed(2)));
      const sodium = 130 + (i % 15);
      return [p.age, day(p.admitted), two[1], (two[0] + two[1]) / 2, sodium, sodium].join(',');
    }),
  ];
  await table.setInputFiles(csv('whole.csv', whole.join('\n')));
  await expect(page.getByText('rows were found in the further table')).toBeHidden();
  expect(await answer()).toBe(joined);
});

test('undo leads back to the study before, which takes another second table once its file is there again', async ({
  page,
}) => {
  await openTable(page, PATIENTS, 4);
  await page.getByText('Add a second table').click();
  await giveSecond(page, 'stock.csv', 'item,price\na,1\nb,2\n');
  await expect(page.getByTestId('problem')).toContainText('no two columns whose keys meet');
  await giveSecond(page, 'labs.csv', LABS);
  await button(page, 'Join').click();
  await expect(page.getByTestId('column-row')).toHaveCount(6, { timeout: 60_000 });
  await button(page, 'Back to the study before').click();
  await expect(page.getByTestId('column-row')).toHaveCount(4);

  // Patient numbers are not kept, so a table can be joined only once the study's file is there again.
  await page.getByText('Add a second table').click();
  await giveSecond(page, 'labs.csv', LABS);
  await expect(page.getByTestId('problem')).toContainText('to join a second one to it');
  const choosing = page.waitForEvent('filechooser');
  await button(page, 'Give the file again').click();
  await (await choosing).setFiles([csv('ward.csv', PATIENTS)]);
  await expect(button(page, 'Give the file again')).toBeHidden();
  await expect(page.getByTestId('problem')).toBeHidden();
  await giveSecond(page, 'labs.csv', LABS);
  await expect(page.getByTestId('join-outcome')).toContainText('140 of 150 rows');

  // A joined study with columns that were not kept wants all its files, in any order.
  await button(page, 'Join').click();
  await expect(page.getByTestId('column-row')).toHaveCount(6, { timeout: 60_000 });
  await page.getByLabel('Role of age').selectOption({ label: 'Ignore' });
  await expect(page.getByText('Saved')).toBeVisible();
  await page.reload();
  const both = page.waitForEvent('filechooser');
  await button(page, 'Give the file again').click();
  await (await both).setFiles([csv('labs.csv', LABS), csv('ward.csv', PATIENTS)]);
  await expect(button(page, 'Give the file again')).toBeHidden();
  await expect(page.getByTestId('problem')).toBeHidden();
});

test('the same columns are another hospital, and both tables go on to the mapping', async ({ page }) => {
  await openTable(page, PATIENTS, 4);
  await page.getByText('Add a second table').click();
  await giveSecond(page, 'busan.csv', PATIENTS.replaceAll('\n50', '\n60').replaceAll('\n51', '\n61'));
  await button(page, 'It is another hospital').click();
  await expect(
    page.getByRole('heading', { name: 'Which columns of the hospitals are the same?' }),
  ).toBeVisible();
  await expect(page.getByLabel('Name of hospital 2')).toHaveValue('busan');
});
