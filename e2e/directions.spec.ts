import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './fixtures';
import { button, letCompete, openTable, openTestSet, rail, setUpSearch, startSearch } from './pages';

/** Risk goes with age and with albumin, but for what a few patients of middle age say by chance. */
function wards(rows = 320): string {
  let seed = 5;
  const draw = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const lines = ['age,albumin,sex,ward,died'];
  for (let i = 0; i < rows; i++) {
    const age = Math.round(30 + 60 * draw());
    const albumin = (2 + 3 * draw()).toFixed(1);
    const risk = 0.1 + 0.5 * ((age - 30) / 60) + 0.25 * ((5 - Number(albumin)) / 3);
    const died = draw() < risk ? 'yes' : 'no';
    lines.push(`${age},${albumin},${draw() < 0.5 ? 'F' : 'M'},${'ABC'[Math.floor(3 * draw())]},${died}`);
  }
  return `${lines.join('\n')}\n`;
}

test('directions that medicine knows are set by looking, kept by trees, and told wherever the model goes', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openTable(page, wards(), 5);
  await setUpSearch(page, { trials: 3, epochs: 20 });
  const known = page.getByRole('region', { name: 'Known directions' });
  await expect(known).toContainText('the risk of died = yes only rises or only falls');
  const add = known.getByLabel('As this value rises …');
  // Numbers alone have a direction.
  await expect(add.locator('option')).toHaveText(['Choose a column', 'age', 'albumin']);
  await add.selectOption('age');
  await add.selectOption('albumin');
  await expect(add).toBeHidden();
  const albumin = known.getByTestId('direction').filter({ hasText: 'albumin' });
  await albumin.getByText('risk falls').click();
  await expect(albumin.getByRole('radio', { name: 'risk falls' })).toBeChecked();
  await expect(page.getByText('not all models that compete keep them')).toBeAttached();
  await letCompete(page, 'Gradient-boosted trees');
  await expect(page.getByText('not all models that compete keep them')).toHaveCount(0);

  // They stay with the study.
  await page.reload();
  await rail(page, 'Train & tune').click();
  await expect(known.getByTestId('direction')).toHaveCount(2, { timeout: 60_000 });
  await expect(albumin.getByRole('radio', { name: 'risk falls' })).toBeChecked();

  await startSearch(page, 'finished');
  for (const row of await page.getByTestId('trial-row').all())
    await expect(row).toContainText('keeps directions');
  await openTestSet(page);
  await rail(page, 'Take home').click();
  const bundle = page.waitForEvent('download');
  await button(page, 'Download the bundle').click();
  const files = unzipSync(readFileSync(await (await bundle).path()));
  expect(strFromU8(files['model-card.md'])).toContain(
    'Known directions (monotone constraints), kept by the model: prediction not falling with rising age, not rising with rising albumin.',
  );
  expect(JSON.parse(strFromU8(files['study.json'])).training.directions).toEqual({
    age: 'rises',
    albumin: 'falls',
  });
});
