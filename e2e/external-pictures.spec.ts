import { expect, test } from './fixtures';
import { button, openTestSet, privateFiles, rail, setUpSearch, startSearch, storedRows } from './pages';
import { lesion, lesions, zipOf } from './pictures';

const zip = (name: string, files: Map<string, Buffer>) => ({
  name,
  mimeType: 'application/zip',
  buffer: zipOf(files),
});

/** Another hospital's set: its own name for a class, two pictures a patient, and one file that is none. */
function second(): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let i = 0; i < 24; i++) {
    const spot = i % 2 === 1;
    files.set(
      `secret-set/${spot ? 'tumour' : 'clear'}/CASE77${String((i >> 2) * 2 + Number(spot)).padStart(2, '0')}_${i}.png`,
      lesion(500 + i, spot),
    );
  }
  files.set('secret-set/clear/torn.png', Buffer.from('this is no picture'));
  return files;
}

test('a model of pictures is validated on another hospital’s folders; no picture is kept', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto('/');
  await page.locator('input[type=file]').setInputFiles(zip('set.zip', lesions(24)));
  await expect(page.getByTestId('found-pictures')).toBeVisible({ timeout: 60_000 });
  await button(page, 'Begin the study').click();
  await expect(page.getByTestId('tile').first()).toBeVisible({ timeout: 60_000 });
  await rail(page, 'Train & tune').click();
  for (const [family, on] of [
    ['Residual network (ResNet)', false],
    ['Transfer learning', false],
    ['Small CNN', true],
  ] as const)
    await page.getByRole('switch', { name: family }).setChecked(on);
  await setUpSearch(page, { trials: 1, epochs: 4, backend: 'WASM' });
  await startSearch(page, 'finished');
  await openTestSet(page);
  const before = await privateFiles(page);

  await button(page, 'Validate in another hospital').click();
  const drop = page.getByLabel('Drop another hospital’s pictures here').locator('input[type=file]');
  // Pictures of no class, and a table alone, are refused in words.
  const bare = new Map([...second()].map(([path, bytes]) => [path.replace(/.*\//, ''), bytes]));
  await drop.setInputFiles(zip('bare.zip', bare));
  await expect(page.getByText('24 pictures without classes')).toBeVisible({ timeout: 60_000 });
  await drop.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
  await expect(page.getByText('a table without pictures')).toBeVisible();

  await drop.setInputFiles(zip('second.zip', second()));
  await expect(page.getByTestId('skipped-reason')).toHaveCount(1, { timeout: 60_000 });
  await expect(page.getByText('secret-set/clear/torn.png')).toBeAttached();
  await expect(button(page, 'Validate the model')).toBeDisabled();
  await page.getByLabel('tumour in External hospital 1 is').selectOption('=lesion');
  const clear = page.getByLabel('clear in External hospital 1 is');
  if (await clear.isVisible()) await clear.selectOption('=clear');
  await button(page, 'Validate the model').click();
  const result = page.getByTestId('external-result');
  await expect(result.getByTestId('tile-auroc')).toBeVisible({ timeout: 60_000 });
  await expect(result.getByTestId('external-rows')).toContainText('24 pictures of');
  await expect(result.getByTestId('external-rows')).toContainText('1 file could not be read');
  const properties = result.getByTestId('external-picture-drift');
  await expect(properties.getByRole('row', { name: /^Width/ })).toContainText('32 (0)');
  await expect(properties.getByRole('row', { name: /^Pixel width/ })).toContainText('–');

  await button(page, 'Another file').click();
  await expect(page.getByTestId('external-result')).toBeVisible();
  await expect.poll(async () => (await privateFiles(page)).length).toBe(before.length);
  expect(JSON.stringify(await storedRows(page))).not.toMatch(/secret-set|CASE77|torn/);
});
