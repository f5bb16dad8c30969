import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { dicomFile, pixelModule, withFrames } from '../src/data/images/dicom/test-file';
import { axeViolations } from './axe';
import { expect, test } from './fixtures';
import { png } from './pictures';
import {
  knownPicture,
  picturePredictor,
  saidOfPictures,
  saidOfRows,
  saidOfTable,
  tablePredictor,
  transferPredictor,
  writePage,
} from './predictor-pages';

const predictor = tablePredictor();
const age = predictor.inputs.find(({ name }) => name === 'age')?.range ?? { min: 0, max: 0 };

/** Opens a file of the disk with the network off; every request but that for the file itself is kept. */
async function openOffline(page: Page, url: string): Promise<string[]> {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) asked.push(request.url());
  });
  await page.context().setOffline(true);
  await page.goto(url);
  await expect(page.locator('h1')).toHaveText('Chest pain <b>&amp; more</b> </script>');
  return asked;
}

const valuesOf = async (page: Page, testId: string): Promise<number[]> =>
  page.getByTestId(testId).evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-value'))));

const nearly = (got: number[], wanted: number[], tolerance: number) => {
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of got.entries())
    expect(Math.abs(value - wanted[i]), `row ${i}`).toBeLessThan(tolerance);
};

test('from a file, without a network: a patient is predicted and explained as in Node, and nothing is asked', async ({
  page,
}, info) => {
  const url = writePage(info.outputPath(), predictor, 'Adults in a chest pain clinic.\nNot for children.');
  const asked = await openOffline(page, url);
  await expect(page).toHaveTitle('Chest pain <b>&amp; more</b> </script>');
  await expect(page.getByText('This is not a medical device')).toBeVisible();
  await expect(page.getByText('Adults in a chest pain clinic.')).toBeVisible();
  await expect(page.getByText('AUROC 0.912 (0.871–0.953)')).toBeVisible();
  await expect(page.getByText('303 rows')).toBeVisible();

  const predict = page.getByRole('button', { name: 'Predict', exact: true });
  const ageBox = page.getByLabel('age', { exact: true });
  await ageBox.fill('55');
  await page.getByLabel('sex', { exact: true }).selectOption('F');
  await page.getByRole('checkbox', { name: 'HTN' }).check();
  await predict.click();
  const row = { age: '55', sex: 'F', history: 'HTN' };
  nearly(await valuesOf(page, 'result'), await saidOfRows(predictor, [row]), 1e-5);
  await expect(page.getByText('Outside the range seen')).toBeHidden();

  await page.getByRole('button', { name: 'Why?' }).click();
  const fall = page.getByTestId('waterfall');
  await expect(fall).toBeVisible();
  const moved = await fall
    .locator('li')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-value'))));
  const base = Number(await fall.getAttribute('data-base'));
  const said = Number(await fall.getAttribute('data-said'));
  expect(Math.abs(base + moved.reduce((sum, value) => sum + value, 0) - said)).toBeLessThan(1e-6);
  nearly([said], await saidOfRows(predictor, [row]), 1e-5);

  await ageBox.fill('old');
  await expect(page.getByText('Write a number with a point')).toBeVisible();
  await expect(predict).toBeDisabled();

  await ageBox.fill(String(age.max + 40));
  await predict.click();
  await expect(page.getByText('Outside the range seen: age.')).toBeVisible();
  nearly(
    await valuesOf(page, 'result'),
    await saidOfRows(predictor, [{ ...row, age: String(age.max + 40) }]),
    1e-5,
  );
  expect(asked).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, document.cookie.length])).toEqual([0, 0]);
});

test('a table with missing, unknown and extreme cells: the predictions of Node, warned of, and saved', async ({
  page,
}, info) => {
  const url = writePage(info.outputPath(), predictor);
  const asked = await openOffline(page, url);
  const csv = `note,age,sex,cp,history\n=2+2,55,F,1,HTN;DM\n007,,?,9,\nc,${age.max + 1e6},M,2,gout\nd,${age.min - 500},,3,DM\n`;
  await page.getByRole('radio', { name: 'A table of patients' }).check();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ward.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.getByText('Predictions for 4 rows')).toBeVisible();
  const wanted = await saidOfTable(predictor, csv);
  nearly(await valuesOf(page, 'prediction-row'), wanted, 1e-5);
  await expect(page.getByText(/cp in 1 row, history in 1 row\. Such a value/)).toBeVisible();
  await expect(page.getByText('Outside the range seen: age in 2 rows.')).toBeVisible();
  await page.getByRole('radio', { name: 'Rows to look at (3)' }).check();
  await expect(page.getByTestId('prediction-row')).toHaveCount(3);
  await expect(page.getByTestId('prediction-row').first()).toContainText(
    /^2.*unknown: cp3 of 4 inputs missing$/,
  );

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const saved = readFileSync(await (await saving).path(), 'utf8')
    .replace('\uFEFF', '')
    .trim()
    .split('\n');
  expect(saved[0]).toBe('row,note,age,sex,cp,history,predicted,probability_yes,threshold,notes');
  expect(saved[1].startsWith("1,'=2+2,55,F,1,HTN;DM,")).toBe(true);
  expect(saved[2]).toMatch(/^2,007,,\?,9,,.*,unknown: cp; missing: 3 of 4 inputs$/);
  nearly(
    saved.slice(1).map((line) => Number(line.split(',')[7])),
    wanted,
    1e-5,
  );

  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ward.csv', mimeType: 'text/csv', buffer: Buffer.from('age,sex\n1,F\n') });
  await expect(page.getByTestId('problem')).toHaveAttribute('data-code', 'use.missingColumn');
  expect(asked).toEqual([]);
});

/** 8 bits a pixel, as they are. */
const plainDicom = (side: number, grey: (x: number, y: number) => number) =>
  dicomFile({
    ...pixelModule(side, side, 8),
    '7fe00010': [
      'OW',
      Uint8Array.from({ length: side * side }, (_, i) => grey(i % side, Math.floor(i / side))),
    ],
  });

/** JPEG baseline, of which no more is there than a header that fits the file. */
const packedDicom = (side: number) => {
  const frame = [
    0xff,
    0xd8,
    0xff,
    0xc0,
    0,
    11,
    8,
    0,
    side,
    0,
    side,
    1,
    1,
    0x11,
    0,
    0xff,
    0xda,
    0,
    8,
    1,
    1,
    0,
    0,
    63,
    0,
  ];
  return withFrames(dicomFile(pixelModule(side, side, 8), '1.2.840.10008.1.2.4.50'), [
    Uint8Array.from(frame),
  ]);
};

test('pictures with columns beside them: the predictions of Node, and what is no picture is named', async ({
  page,
}, info) => {
  const seeing = picturePredictor();
  const asked = await openOffline(page, writePage(info.outputPath(), seeing));
  const pictures = [
    { side: 32, grey: (x: number, y: number) => (x * 37 + y * 91) % 256 },
    { side: 24, grey: (x: number, y: number) => (x > 8 && x < 16 && y < 12 ? 230 : 20) },
  ];
  await page.getByLabel('age', { exact: true }).fill('61');
  await page.locator('input[type=file]').setInputFiles([
    ...pictures.map(({ side, grey }, i) => ({
      name: `${i}.png`,
      mimeType: 'image/png',
      buffer: png(side, grey),
    })),
    { name: '2.dcm', mimeType: '', buffer: Buffer.from(plainDicom(32, pictures[0].grey)) },
    { name: 'packed.dcm', mimeType: '', buffer: Buffer.from(packedDicom(32)) },
    { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
  ]);
  await expect(page.getByTestId('picture-prediction')).toHaveCount(3);
  const wanted = await saidOfPictures(seeing, [...pictures, pictures[0]], { age: '61' });
  nearly(await valuesOf(page, 'result'), wanted, 1e-4);
  await page.getByRole('button', { name: 'Where did it look?' }).first().click();
  await expect(page.getByTestId('heat')).toBeVisible();
  await expect(page.getByTestId('picture-prediction').first().locator('canvas')).toHaveCount(2);
  await expect(page.getByText(/^packed\.dcm: .*JPEG/)).toBeVisible();
  await expect(page.getByText(/^letter\.pdf: /)).toBeVisible();
  expect(asked).toEqual([]);
});

test('a model of a frozen backbone’s features carries it: the prediction by the features that PyTorch found', async ({
  page,
}, info) => {
  const seeing = transferPredictor();
  const { file, p } = knownPicture(seeing);
  const asked = await openOffline(page, writePage(info.outputPath(), seeing));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByTestId('picture-prediction')).toBeVisible({ timeout: 60_000 });
  nearly(await valuesOf(page, 'result'), [p], 1e-4);
  await page.getByRole('button', { name: 'Where did it look?' }).click();
  await expect(page.getByTestId('heat')).toBeVisible({ timeout: 60_000 });
  expect(asked).toEqual([]);
});

test('its policy lets nothing out and no text run', async ({ page, watch }, info) => {
  watch.allow(/Content Security Policy|violates the following/);
  // Told of as a request, though the policy ends it before it leaves: `img-src` below.
  watch.allow(/^request to https:\/\/example\.org\/a\.png$/);
  await openOffline(page, writePage(info.outputPath(), predictor));
  const refused = await page.evaluate(async () => {
    const directives: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      directives.push(event.effectiveDirective),
    );
    const fetched = await fetch('https://example.org/').then(
      () => 'sent',
      () => 'refused',
    );
    const picture = new Image();
    picture.src = 'https://example.org/a.png';
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    await new Promise((done) => setTimeout(done, 500));
    return { fetched, ran: 'ran' in window, directives: directives.sort() };
  });
  expect(refused).toEqual({
    fetched: 'refused',
    ran: false,
    directives: ['connect-src', 'img-src', 'script-src-elem'],
  });
});

const OUT = process.env.BENCHSIDE_SCREENSHOTS ? 'test-results/screens' : null;

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const)
  for (const colorScheme of ['light', 'dark'] as const)
    for (const locale of ['en-GB', 'ko-KR'] as const)
      test.describe(`${width} px, ${colorScheme}, ${locale}`, () => {
        test.use({ viewport: { width, height }, colorScheme, locale });

        test('nothing is cut off, axe is content', async ({ page }, info) => {
          const faults: string[] = [];
          const look = async (name: string) => {
            if (OUT) {
              mkdirSync(OUT, { recursive: true });
              const file = `predictor-${name}-${width}-${colorScheme}-${locale}.png`;
              await page.screenshot({ path: join(OUT, file), fullPage: true });
            }
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (wide > 0) faults.push(`${name}: ${wide} px wider than the window`);
            const violations = await axeViolations(page);
            faults.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0].target}`));
          };
          await page.goto(writePage(info.outputPath(), predictor));
          await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
          await page.getByLabel('age', { exact: true }).fill(String(age.max + 40));
          await page.getByRole('checkbox', { name: 'DM' }).check();
          await page.locator('button[type=submit]').click();
          await page.getByTestId('result').waitFor();
          await page.locator('[role=status] > button').click();
          await page.getByTestId('waterfall').waitFor();
          await look('one');
          await page.getByRole('radio').nth(1).check();
          await page.locator('input[type=file]').setInputFiles({
            name: 'ward.csv',
            mimeType: 'text/csv',
            buffer: Buffer.from(
              `age,sex,cp,history\n${Array.from({ length: 30 }, (_, i) => `${age.min + i * 3},F,${i % 5},DM`).join('\n')}\n`,
            ),
          });
          await page.getByTestId('prediction-row').first().waitFor();
          await look('many');
          await page.goto(writePage(info.outputPath(), picturePredictor()));
          await page.locator('input[type=file]').setInputFiles(
            [3, 5, 9].map((step) => ({
              name: `${step}.png`,
              mimeType: 'image/png',
              buffer: png(48, (x, y) => (x * step + y * 7) % 256),
            })),
          );
          await page.locator('.seen button').first().click();
          await page.getByTestId('heat').waitFor();
          await look('pictures');
          expect(faults).toEqual([]);
        });
      });

test('the other language is a press away, and the form keeps what was typed', async ({ page }, info) => {
  await page.goto(writePage(info.outputPath(), predictor));
  await page.getByLabel('age', { exact: true }).fill('55');
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('button', { name: '예측하기' })).toBeVisible();
  await expect(page.getByLabel('age', { exact: true })).toHaveValue('55');
});
