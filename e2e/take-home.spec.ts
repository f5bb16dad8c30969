import { copyFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { expect, smallTable, test } from './fixtures';
import { button, letCompete, openTable, rail, setUpSearch, startSearch } from './pages';

test('what is taken home: a bundle for every runtime, and a page that says what the app says', async ({
  page,
  context,
}, info) => {
  test.setTimeout(240_000);
  await openTable(page, smallTable(), 4);
  await setUpSearch(page, { trials: 1, epochs: 3, networks: 2 });
  await letCompete(page, 'Multilayer perceptron');
  await startSearch(page, 'finished');
  await rail(page, 'Take home').click();
  const take = async (name: string) => {
    const download = page.waitForEvent('download');
    await button(page, name).click();
    return (await download).path();
  };

  const files = Object.keys(unzipSync(readFileSync(await take('Download the bundle'))));
  for (const name of [
    'models/0/model.json',
    // Two of each of five folds.
    'models/9/model.json',
    'models/0/weights.bin',
    'models/0/model.onnx',
    'models/0/weights.safetensors',
    'predict.py',
    'requirements.txt',
    'benchside/model.py',
    'model_keras.py',
    'train_keras.py',
    'training.json',
    'splits.json',
    'preprocess.json',
    'test-vectors.json',
    'model-card.md',
  ])
    expect(files).toContain(name);
  expect(files.filter((name) => name.startsWith('benchside_cluster') || name.startsWith('backbone'))).toEqual(
    [],
  );

  const file = info.outputPath('predictor.html');
  copyFileSync(await take('Download the page'), file);
  await button(page, 'Use the model').click();
  await page.getByRole('textbox', { name: 'age' }).fill('71');
  await page.getByRole('textbox', { name: 'lactate' }).fill('4.5');
  await button(page, 'Predict').click();
  const said = await page.getByTestId('result').getByText(/%$/).first().innerText();

  const alone = await context.newPage();
  await alone.goto(pathToFileURL(file).href);
  await alone.getByLabel('age', { exact: true }).fill('71');
  await alone.getByLabel('lactate', { exact: true }).fill('4.5');
  await alone.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(alone.getByText(said, { exact: true }).first()).toBeVisible();
});
