import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { CANARIES, ctFiles } from './ct';
import { expect, test } from './fixtures';
import { button, openTestSet, privateFiles, rail, setUpSearch, startSearch, storedRows } from './pages';
import { zipOf } from './pictures';

// From the files of a CT to a prediction at home, by one person in one sitting; and whose the files are stays nowhere.

test('a zip of CT files: patients by their tags, a window, a pipeline, training, a heat map, the same prediction at home', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const places = new Map<string, string>();
  const taken = async (name: string) => {
    const taking = page.waitForEvent('download');
    await button(page, name).click();
    const file = readFileSync(await (await taking).path());
    return file;
  };
  const files = ctFiles(36, 2, 48);
  await page.goto('/');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ct.zip', mimeType: 'application/zip', buffer: zipOf(files) });
  await expect(page.getByTestId('found-pictures')).toContainText(
    '72 pictures, 2 classes, 36 patients by DICOM tags',
    { timeout: 60_000 },
  );
  const patients = page.getByRole('radiogroup', { name: 'Which pictures are of the same patient?' });
  await expect(patients.getByRole('radio', { name: 'DICOM patient ID' })).toBeChecked();
  places.set('the page: what was found', await page.content());
  await button(page, 'Begin the study').click();
  await expect(page.getByTestId('found')).toContainText('72 pictures, 36 patients, 2 classes', {
    timeout: 60_000,
  });

  // A chest is seen through the lung window; a person looks at bone, and goes back.
  await rail(page, 'Prepare').click();
  await expect(page.getByTestId('step-card').first()).toContainText('CT window');
  const after = page
    .getByTestId('preview-picture')
    .first()
    .getByRole('img', { name: /, after$/ })
    .first();
  const seen = () => after.evaluate((on) => (on as HTMLCanvasElement).toDataURL());
  await expect(after).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel('Window', { exact: true }).locator('option:checked')).toHaveText('Lung');
  const lung = await seen();
  await page.getByLabel('Window', { exact: true }).selectOption({ label: 'Bone' });
  await expect.poll(seen).not.toBe(lung);
  await page.getByLabel('Window', { exact: true }).selectOption({ label: 'Lung' });
  await expect.poll(seen).toBe(lung);
  await button(page, 'Add a step').click();
  await page.getByPlaceholder('Search the steps').fill('Median');
  await page
    .getByRole('region', { name: 'Steps', exact: true })
    .getByRole('button', { name: 'Median' })
    .first()
    .click();
  await expect.poll(seen).not.toBe(lung);
  places.set('the page: Prepare', await page.content());

  await rail(page, 'Train & tune').click();
  for (const family of ['Residual network (ResNet)', 'Transfer learning'])
    await page.getByRole('switch', { name: family }).setChecked(false);
  await page.getByRole('switch', { name: 'Small CNN' }).setChecked(true);
  await setUpSearch(page, { trials: 1, epochs: 6, backend: 'WASM' });
  await startSearch(page, 'finished');
  await openTestSet(page);
  await page.getByTestId('case-detail').getByRole('button', { name: 'Where does the model look?' }).click();
  await expect(page.getByTestId('heat')).toBeVisible({ timeout: 60_000 });
  places.set('the page: Explain', await page.content());

  await rail(page, 'Take home').click();
  const csv = String(await taken('Download the predictions'));
  const bundle = await taken('Download the bundle');
  const [header, line] = csv.split(/\r?\n/).map((text) => text.split(','));
  const probability = Number(line[header.indexOf('probability')]);
  const [path, file] = [...files].sort()[Number(line[header.indexOf('row')])];

  places.set('predictions.csv', csv);
  for (const [name, bytes] of Object.entries(unzipSync(bundle)))
    places.set(`bundle ${name}`, strFromU8(bytes));
  for (const [store, rows] of Object.entries(await storedRows(page)))
    places.set(`IndexedDB ${store}`, rows.join('\n'));
  places.set('private files', await privateFiles(page));
  places.set('the console', said.join('\n'));
  expect(places.get('private files'), 'pixels are kept').toContain('.pixels');
  for (const [place, content] of places)
    for (const canary of CANARIES) expect(content.includes(canary), `${canary} in ${place}`).toBe(false);

  const other = await page.context().browser()!.newContext();
  const use = await other.newPage();
  await use.goto('/#/use');
  await use
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'bundle.zip', mimeType: 'application/zip', buffer: bundle });
  await expect(use.getByTestId('model-card')).toBeVisible({ timeout: 60_000 });
  await use
    .getByLabel('Drop pictures of this patient here')
    .locator('input[type=file]')
    .setInputFiles({ name: path.replace(/^.*\//, ''), mimeType: 'application/dicom', buffer: file });
  const answer = use.getByTestId('picture-prediction');
  await expect(answer).toHaveCount(1, { timeout: 60_000 });
  await expect(answer.getByTestId('result')).toContainText(
    probability < 0.0005 ? '<0.1%' : probability >= 0.9995 ? '>99.9%' : `${(100 * probability).toFixed(1)}%`,
  );
  for (const canary of CANARIES) expect(await use.content()).not.toContain(canary);
  await other.close();
});
