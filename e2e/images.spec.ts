import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axeViolations } from './axe';
import { expect, test } from './fixtures';
import { button, openTestSet, rail, setUpSearch, startSearch } from './pages';
import { lesions, zipOf } from './pictures';

const OUT = join('test-results', 'images');
mkdirSync(OUT, { recursive: true });

/** What a canvas shows. */
const pixels = (canvas: Locator): Promise<string> =>
  canvas.evaluate((on) => (on as HTMLCanvasElement).toDataURL());

async function accessible(page: Page, where: string) {
  await page.screenshot({ path: join(OUT, `${where}.png`), fullPage: true });
  const violations = await axeViolations(page);
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`),
    where,
  ).toEqual([]);
}

async function dropZip(page: Page, files: Map<string, Buffer>) {
  await page.goto('/');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'set.zip', mimeType: 'application/zip', buffer: zipOf(files) });
  await expect(page.getByTestId('found-pictures')).toBeVisible({ timeout: 60_000 });
}

async function openPhantoms(page: Page) {
  await page.goto('/');
  await button(page, 'Open the CT phantoms').click();
  await expect(page.getByTestId('tile').first()).toBeVisible({ timeout: 60_000 });
}

async function download(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await button(page, name).click();
  const path = join(OUT, name.replace(/\W+/g, '-'));
  await (await waiting).saveAs(path);
  return path;
}

test('a zip of folders: what was found, a gallery, training, heat maps, and the same prediction at home', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const files = lesions(24);
  await dropZip(page, files);
  await expect(page.getByTestId('found-pictures')).toContainText('48 pictures, 2 classes');
  await expect(page.getByTestId('skipped-reason')).toHaveCount(1);
  await page.getByTestId('skipped-reason').locator('summary').click();
  await expect(page.getByText('clear/broken.png')).toBeVisible();

  // Patients by a pattern, tried out on the names as it is typed.
  const patients = page.getByRole('radiogroup', { name: 'Which pictures are of the same patient?' });
  await patients.getByRole('radio', { name: 'File names' }).check();
  await page.getByLabel('Pattern for the patient').fill('(');
  await expect(button(page, 'Begin the study')).toBeDisabled();
  await page.getByLabel('Pattern for the patient').fill('^(P\\d+)_');
  await expect(page.getByTestId('pattern-tries').getByRole('row').first()).toContainText('P000');
  await accessible(page, 'found');
  await button(page, 'Begin the study').click();

  await expect(page.getByTestId('found')).toContainText('48 pictures, 24 patients, 2 classes', {
    timeout: 60_000,
  });
  await expect(page.getByTestId('tile').first()).toBeVisible();
  await accessible(page, 'data');

  await rail(page, 'Train & tune').click();
  for (const [family, on] of [
    ['Residual network (ResNet)', false],
    ['Transfer learning', false],
    ['Small CNN', true],
  ] as const)
    await page.getByRole('switch', { name: family }).setChecked(on);
  await setUpSearch(page, { trials: 1, epochs: 6, backend: 'WASM' });
  await startSearch(page, 'finished');
  await openTestSet(page);

  const cases = page.getByTestId('case');
  await expect(cases.first()).toBeVisible();
  await expect(page.getByTestId('case-detail')).toContainText('One other picture of this patient');
  await accessible(page, 'evaluate');
  await page.getByTestId('case-detail').getByRole('button', { name: 'Where does the model look?' }).click();

  const heat = page.getByTestId('heat');
  await expect(heat).toBeVisible({ timeout: 60_000 });
  const words = page.getByTestId('heat-words');
  const first = await words.innerText();
  const explained = page.getByText(/^What spoke for/);
  const maps: string[] = [];
  for (const name of ['lesion', 'clear']) {
    await page.getByLabel('Explain the class').selectOption(name);
    await expect(explained).toContainText(`What spoke for ${name}`, { timeout: 30_000 });
    maps.push(await pixels(heat));
  }
  expect(maps[0], 'another class, another map').not.toBe(maps[1]);
  await page.locator('[data-testid=case][aria-pressed=true]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(words).not.toHaveText(first);
  await accessible(page, 'explain');

  await rail(page, 'Take home').click();
  const csv = readFileSync(await download(page, 'Download the predictions'), 'utf8');
  const bundle = await download(page, 'Download the bundle');
  const [header, line] = csv.split(/\r?\n/).map((text) => text.split(','));
  const row = Number(line[header.indexOf('row')]);
  const probability = Number(line[header.indexOf('probability')]);

  // Rows stand in the order of the paths; the file that is no picture has none.
  const [path, picture] = [...files].filter(([name]) => !name.includes('broken')).sort()[row];
  const other = await page.context().browser()!.newContext();
  const use = await other.newPage();
  await use.goto('/#/use');
  await use.locator('input[type=file]').first().setInputFiles(bundle);
  await expect(use.getByTestId('model-card')).toBeVisible({ timeout: 60_000 });
  await use
    .getByLabel('Drop pictures of this patient here')
    .locator('input[type=file]')
    .setInputFiles({ name: path.replace(/^.*\//, ''), mimeType: 'image/png', buffer: picture });
  const said = use.getByTestId('picture-prediction');
  await expect(said).toHaveCount(1, { timeout: 60_000 });
  await expect(said.getByTestId('heat')).toBeVisible();
  await expect(said.getByTestId('result')).toContainText(
    probability < 0.0005 ? '<0.1%' : probability >= 0.9995 ? '>99.9%' : `${(100 * probability).toFixed(1)}%`,
  );
  await accessible(use, 'use');
  await other.close();
});

test('the gallery is worked by keys: arrows move, numbers label, Enter opens; undo takes a label back', async ({
  page,
}) => {
  await openPhantoms(page);
  const gallery = page.getByTestId('gallery');
  const current = gallery.locator('[aria-selected=true]');
  await gallery.focus();
  await expect(current).toHaveAttribute('aria-label', /no nodule/);
  const first = (await current.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('2');
  await expect(current).not.toHaveAttribute('aria-label', first);
  const second = (await current.getAttribute('aria-label')) ?? '';
  await page.keyboard.press('0');
  await expect(button(page, 'no label 1')).toBeVisible();
  await button(page, 'Undo').click();
  await expect(button(page, 'no label 1')).toHaveCount(0);
  await gallery.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const view = page.getByTestId('large-view');
  await expect(view).toContainText('3 other pictures of this patient');
  const picture = view.getByRole('img').first();
  const automatic = await pixels(picture);
  await view.getByLabel('CT window').selectOption('Lung');
  await expect.poll(() => pixels(picture)).not.toBe(automatic);
  const lung = await pixels(picture);
  const box = (await picture.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 - 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => pixels(picture)).not.toBe(lung);
  await expect(view.getByLabel('Width (HU)')).toHaveValue('1620');
  await expect(view.getByLabel('Level (HU)')).toHaveValue('-520');
  await accessible(page, 'large');
  expect(second).not.toBe(first);

  // The pictures lie on this computer: a reload brings them back.
  await page.goto('/#/data');
  await page.reload();
  await expect(page.getByTestId('tile').first()).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => page.evaluate(storedFiles)).toContain('.pixels');
});

/** Names of the files in the origin's private folders. */
async function storedFiles(): Promise<string> {
  const names: string[] = [];
  const look = async (folder: FileSystemDirectoryHandle) => {
    for await (const [name, entry] of (
      folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }
    ).entries()) {
      names.push(name);
      if (entry.kind === 'directory') await look(entry as FileSystemDirectoryHandle);
    }
  };
  await look(await navigator.storage.getDirectory());
  return names.join(' ');
}

test('CT phantoms are prepared: a window, a drawn region, augmentation in several draws, a warning in words', async ({
  page,
}) => {
  await openPhantoms(page);
  await rail(page, 'Prepare').click();
  const shown = page.getByTestId('preview-picture');
  await expect(shown.first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('step-card').first()).toContainText('CT window');
  const after = shown
    .first()
    .getByRole('img', { name: /, after$/ })
    .first();
  // A nodule of the lung is looked for through the lung's window.
  await expect(page.getByLabel('Window', { exact: true }).locator('option:checked')).toHaveText('Lung');
  const lung = await pixels(after);
  await page.getByLabel('Window', { exact: true }).selectOption({ label: 'Soft tissue' });
  await expect.poll(() => pixels(after)).not.toBe(lung);

  // A region drawn with the mouse, then moved by keys.
  await addStep(page, 'Crop to a region');
  await expect(page.getByTestId('roi')).toBeVisible({ timeout: 30_000 });
  await page.getByTestId('roi').evaluate((on) => on.scrollIntoView({ block: 'center' }));
  const box = (await page.getByTestId('roi').boundingBox())!;
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.25 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.75 * box.width, box.y + 0.65 * box.height, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByLabel('Left', { exact: true }).and(page.getByRole('textbox'))).toHaveValue('0.25');
  await page.getByRole('group', { name: /^Frame of the part/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByLabel('Left', { exact: true }).and(page.getByRole('textbox'))).toHaveValue('0.26');
  await accessible(page, 'prepare');

  await addStep(page, 'Flip');
  await expect(page.getByTestId('misuse')).toContainText('heart on the wrong side');
  await expect(shown.first().getByRole('img', { name: /, after$/ })).not.toHaveCount(1);
});

async function addStep(page: Page, name: string) {
  await button(page, 'Add a step').click();
  await page.getByPlaceholder('Search the steps').fill(name);
  await page
    .getByRole('region', { name: 'Steps', exact: true })
    .getByRole('button', { name })
    .first()
    .click();
}

test('a table names the pictures: labels by file name', async ({ page }) => {
  const files = new Map([...lesions(8)].map(([path, bytes]) => [path.replace(/^.*\//, ''), bytes]));
  await dropZip(page, files);
  await expect(button(page, 'Begin the study')).toBeEnabled();
  const labels = page.getByRole('radiogroup', { name: 'Where does the label of each picture come from?' });
  await labels.getByRole('radio', { name: 'A table' }).check();
  await expect(button(page, 'Begin the study')).toBeDisabled();
  const rows = [...files.keys()].map((name) => `${name},${name.startsWith('P1') ? 'ill' : 'well'}`);
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Choose a table').click();
  await (await chooser).setFiles({
    name: 'labels.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`picture,finding\n${rows.join('\n')}\n`),
  });
  await expect(page.getByLabel('Column with file names')).toHaveValue('picture');
  await page.getByLabel('Column with the label').selectOption('finding');
  await button(page, 'Begin the study').click();
  await expect(page.getByTestId('found')).toContainText('2 classes', { timeout: 60_000 });
  await expect(page.getByTestId('gallery')).toContainText('ill');
});
