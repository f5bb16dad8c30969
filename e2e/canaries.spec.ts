import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, smallTable, test } from './fixtures';
import {
  button,
  openTable,
  openTestSet,
  privateFiles,
  rail,
  setUpSearch,
  startSearch,
  storedRows,
} from './pages';

// Nothing that says who the patients are is kept, said or taken home: values that nobody else has are planted in a
// table and looked for everywhere.

const HEAD =
  '성명,last_name,주민등록번호,연락처,email,patient_id,chart_no,주소,birth_date,memo,other_memo,consent_url';
/** Whose column each is, and what becomes of it. */
const IGNORED = HEAD.split(',').filter((name) => name !== 'patient_id');
/**
 * Words that chance does not write: an element's id ends in nine letters and digits of chance, and weights are bytes
 * of chance, so each word here is of five signs or more; six digits of a decimal fraction are a number's own.
 */
const CANARY =
  /.{0,40}(canar|카나리|카나다라|PKWVZ|QXJVK|850317-|(?<!\d\.\d*)850317|010-7731|birdsong|새장로|1985-03|hospital\.example).{0,20}/i;

/** A level of one patient: seen on the screens, and in no file that leaves. */
const RARE = 'Lazarett';

function plant(line: string, i: number): string {
  if (i === 0) return `${HEAD},ward,${line}`;
  const key = String(Math.ceil(i / 2)).padStart(4, '0');
  const cells = [
    `카나리${key}`,
    `Birdsong${key}`,
    `850317-2${key}77`,
    `010-7731-${key}`,
    `canary${key}@hospital.example`,
    `PKWVZ-canary-${key}`,
    `QXJVK-${key}-7`,
    `서울특별시 카나리구 새장로 ${i}`,
    `1985-03-${String(10 + (i % 18))}`,
    `김카나 환자 ${i}회 내원 010-7731-${key}로 연락함 850317-2${key}77`,
    `Seen ${i} times; Mary Canary asked to be called at canary${key}@hospital.example`,
    `https://hospital.example/canary/${key}`,
  ];
  const ward = i === 7 ? RARE : i % 3 === 0 ? 'west' : 'east';
  return `${cells.join(',')},${ward},${line}`;
}

test('who the patients are is stored nowhere, said nowhere and taken home by nobody', async ({ page }) => {
  test.setTimeout(240_000);
  const places = new Map<string, string>();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const look = async (name: string) => places.set(`the page: ${name}`, await page.content());
  const taken = async (name: string) => {
    const taking = page.waitForEvent('download');
    await button(page, name).click();
    const download = await taking;
    places.set(`name of a file: ${name}`, download.suggestedFilename());
    return readFileSync(await download.path());
  };

  const text = smallTable(240).trim().split('\n').map(plant).join('\n');
  expect(text).toMatch(CANARY);
  await openTable(page, `${text}\n`, 17);
  await expect(page.getByLabel('Role of patient_id')).toHaveValue('patient');
  for (const name of IGNORED) await expect(page.getByLabel(`Role of ${name}`)).toHaveValue('ignore');
  await expect(page.getByTestId('identifier')).toHaveCount(12);
  await expect(page.locator('[data-testid=identifier][data-kind=freeText]')).toHaveCount(2);
  await page.getByTestId('identifiers').locator('summary').click();
  await expect(page.getByText('010-****-****').first()).toBeVisible();
  await look('Data');
  // Asked to be profiled again, a column that names people still shows no value.
  await page.getByLabel('Type of last_name').selectOption('Category');
  await expect(page.getByTestId('column-row').filter({ hasText: 'last_name' })).toContainText('Chosen');
  await look('Data, a type changed');

  await setUpSearch(page, { trials: 2, epochs: 5 });
  await startSearch(page, 'finished');
  await openTestSet(page);
  await look('Evaluate');
  await rail(page, 'Take home').click();
  const zip = unzipSync(await taken('Download the bundle'));
  places.set('predictions.csv', String(await taken('Download the predictions')));
  places.set('study.json', String(await taken('Download the study')));
  await page.reload();
  await expect(button(page, 'Download the bundle')).toBeVisible({ timeout: 60_000 });
  await rail(page, 'Data').click();
  await expect(page.getByTestId('column-row')).toHaveCount(17);
  await look('Data, after a reload');

  for (const [store, rows] of Object.entries(await storedRows(page))) {
    expect(rows.length, `rows in ${store}`).toBeGreaterThan(0);
    places.set(`IndexedDB ${store}`, rows.join('\n'));
  }
  places.set('private files', await privateFiles(page));
  places.set(
    'the browser’s other storage',
    await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.title, location.href])),
  );
  expect(Object.keys(zip)).toContain('journal.jsonl');
  expect(Object.keys(zip)).toContain('report.html');
  for (const [name, bytes] of Object.entries(zip)) places.set(`bundle ${name}`, strFromU8(bytes));
  places.set('the console', said.join('\n'));
  expect(places.get('IndexedDB tables'), 'what is kept is found').toContain('lactate');
  expect(places.get('study.json'), 'columns are named').toContain('성명');
  for (const [place, content] of places)
    if (/^(bundle|study\.json)/.test(place)) expect(content.includes(RARE), place).toBe(false);
  expect(places.get('bundle preprocess.json'), 'other levels are told').toContain('west');
  // The names of columns are part of the study; what stands in their cells is not.
  for (const [place, content] of places) expect(CANARY.exec(content)?.[0], place).toBeUndefined();
});
