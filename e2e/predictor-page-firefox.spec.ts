import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Firefox } from './firefox';
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

const OUT = process.env.BENCHSIDE_SCREENSHOTS ? 'test-results/screens' : null;
const VALUES = `const all = document.querySelectorAll(arguments[0]);
  return all.length ? [...all].map((one) => Number(one.dataset.value)) : null;`;

let firefox: Firefox;
test.beforeAll(async () => {
  firefox = await Firefox.start();
});
test.afterAll(() => firefox?.quit());

const nearly = (got: number[], wanted: number[], tolerance: number) => {
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of got.entries())
    expect(Math.abs(value - wanted[i]), `row ${i}`).toBeLessThan(tolerance);
};

async function open(url: string) {
  await firefox.open(url);
  expect(await firefox.run('return document.querySelector("h1").textContent')).toBe(
    'Chest pain <b>&amp; more</b> </script>',
  );
}

test('Firefox, from a file: a patient by the form, the explanation, and a table', async () => {
  const predictor = tablePredictor();
  await open(writePage(test.info().outputPath(), predictor));
  await firefox.type('.fields input[type=text]', '61');
  await firefox.click('.fields input[type=checkbox]');
  await firefox.click('button[type=submit]');
  const history = predictor.inputs.find(({ name }) => name === 'history')?.levels?.[0] ?? '';
  const wanted = await saidOfRows(predictor, [{ age: '61', history }]);
  nearly(await firefox.wait(VALUES, '[data-testid=result]'), wanted, 1e-5);
  await firefox.click('[role=status] > button');
  await firefox.wait('return document.querySelector("[data-testid=waterfall]") ? true : null');
  if (OUT) {
    mkdirSync(OUT, { recursive: true });
    await firefox.screenshot(join(OUT, 'predictor-firefox.png'));
  }

  const csv = 'age,sex,cp,history\n55,F,1,HTN;DM\n,?,9,\n1e6,M,2,gout\n';
  const file = join(test.info().outputPath(), 'ward.csv');
  writeFileSync(file, csv);
  await firefox.click('.views label:nth-of-type(2)');
  await firefox.type('input[type=file]', file);
  nearly(await firefox.wait(VALUES, '[data-testid=prediction-row]'), await saidOfTable(predictor, csv), 1e-5);
  expect(
    await firefox.run('return performance.getEntriesByType("resource").map(({ name }) => name)'),
  ).toEqual([]);
});

test('Firefox, from a file: pictures, by the kernels of WebAssembly', async () => {
  const predictor = picturePredictor();
  await open(writePage(test.info().outputPath(), predictor));
  const grey = (x: number, y: number) => (x * 37 + y * 91) % 256;
  const file = join(test.info().outputPath(), 'a.png');
  writeFileSync(file, png(32, grey));
  await firefox.type('input[type=file]', file);
  nearly(
    await firefox.wait(VALUES, '[data-testid=result]'),
    await saidOfPictures(predictor, [{ side: 32, grey }], {}),
    1e-4,
  );
});

test('Firefox, from a file: a frozen backbone that the page carries', async () => {
  const predictor = transferPredictor();
  const { file, p } = knownPicture(predictor);
  await open(writePage(test.info().outputPath(), predictor));
  await firefox.type('input[type=file]', file);
  nearly(await firefox.wait(VALUES, '[data-testid=result]'), [p], 1e-4);
});
