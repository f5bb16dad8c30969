import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { button, openTable, rail } from './pages';

const SHARED = join('..', 'shared', 'data');
const COLON = join(SHARED, 'tables', 'surv_colon.csv');
const BRAIN = join(SHARED, 'images', 'brain_mri_tumor.zip');

/** Five features of chance, and one that was written down when the outcome was known. */
function leakyTable(): string {
  const lines = ['age,sodium,crp,lactate,pulse,referral,died'];
  for (let i = 0; i < 160; i++) {
    const died = (i * 7919) % 5 < 2 ? 1 : 0;
    const wave = (k: number) => ((i * k) % 97) / 10;
    lines.push(
      [
        50 + wave(37),
        130 + wave(29),
        wave(53),
        wave(61),
        60 + wave(41),
        4 * died + wave(17) / 4,
        died,
      ].join(),
    );
  }
  return `${lines.join('\n')}\n`;
}

test('a column that knows the answer is asked about, and one click leaves it out', async ({ page }) => {
  await openTable(page, leakyTable(), 7);
  await rail(page, 'Split').click();
  const question = page.locator('[data-testid=finding][data-key=strongAlone]');
  await expect(question).toContainText('“referral” alone tells the outcomes apart');
  await question.getByRole('button', { name: /^Not known then/ }).click();
  await expect(question).toHaveCount(0);
  const passed = page.getByTestId('passed-checks');
  await passed.locator('summary').click();
  await expect(passed.locator('[data-key=noneStrongAlone]')).toBeVisible();
  await expect(passed.locator('[data-key=fittedInside]')).toBeVisible();
  // The way back is the study's own.
  await page.keyboard.press('Control+z');
  await expect(question).toBeVisible();
});

test('patients with two rows each are caught, shown what they would feign, and kept whole', async ({
  page,
}) => {
  test.skip(!existsSync(COLON), '../shared is absent');
  await openTable(page, readFileSync(COLON, 'utf8'), 16);
  await rail(page, 'Split').click();
  await page.getByLabel('Patient column').selectOption('');
  await expect(page.locator('[data-testid=finding][data-key=patientsSplit]')).toContainText('“id”');
  const copies = page.locator('[data-testid=finding][data-key=copiesAcrossParts]');
  await expect(copies).toBeVisible({ timeout: 30_000 });
  const leak = page.getByTestId('probe-leak');
  await leak.getByRole('button').click();
  await expect(leak.getByRole('img')).toBeVisible({ timeout: 60_000 });
  await expect(leak).toContainText('Alike rows together');
  await copies.getByRole('button', { name: /^Keep them in one part/ }).click();
  await expect(copies).toHaveCount(0, { timeout: 30_000 });
});

test('exact copies among pictures are caught across parts, and kept together by one click', async ({
  page,
}) => {
  test.setTimeout(120_000);
  test.skip(!existsSync(BRAIN), '../shared is absent');
  await page.goto('/');
  await page.locator('input[type=file]').setInputFiles(BRAIN);
  await expect(page.getByTestId('found-pictures')).toBeVisible({ timeout: 60_000 });
  // As somebody would have it who knows of no copies.
  await page
    .getByRole('switch', { name: 'Keep pictures that are alike in one part' })
    .setChecked(false, { force: true });
  await button(page, 'Begin the study').click();
  await expect(page.getByTestId('tile').first()).toBeVisible({ timeout: 60_000 });
  await rail(page, 'Split').click();
  const copies = page.locator('[data-testid=finding][data-key=picturesAcrossParts]');
  await expect(copies).toContainText(/\d+ pictures show the same as one in another part/, {
    timeout: 30_000,
  });
  // 253 files, of which 228 are different byte for byte (SHA-256).
  await expect(copies).toContainText('25 are exact copies of an earlier one');
  await copies.getByRole('button', { name: /^Keep them in one part/ }).click();
  await expect(copies).toHaveCount(0, { timeout: 30_000 });
  const passed = page.getByTestId('passed-checks');
  await passed.locator('summary').click();
  await expect(passed.locator('[data-key=pictureCopiesKept]')).toContainText(
    '25 are exact copies of an earlier one',
  );
});
