import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, smallTable, test } from './fixtures';
import { button, openTable, openTestSet, rail, setUpSearch, startSearch, storedRows } from './pages';

// A real run with people planted in the table; the report is opened from the disk, where it may load nothing.

const CANARY = /canar|카나리|PKWVZ|850317|010-7731|ward\.csv/i;

function plant(line: string, i: number): string {
  if (i === 0) return `성명,patient_id,연락처,${line}`;
  const key = String(i).padStart(4, '0');
  return `카나리${key},PKWVZ-canary-${key},010-7731-${key},${line}`;
}

async function report(page: Page, language: 'English' | '한국어', to: string): Promise<string> {
  // The control of the report's own language, not that of the page in the header.
  await page.getByRole('radiogroup', { name: 'Language of the report' }).getByText(language).click();
  const taking = page.waitForEvent('download');
  await button(page, 'Download the report').click();
  const download = await taking;
  expect(download.suggestedFilename()).toMatch(/-report\.html$/);
  await download.saveAs(to);
  return readFileSync(to, 'utf8');
}

test('a report that opens from the disk, holds nobody and loads nothing, in both languages', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const text = smallTable(240).trim().split('\n').map(plant).join('\n');
  await openTable(page, `${text}\n`, 7);
  await setUpSearch(page, { trials: 2, epochs: 5 });
  await startSearch(page, 'finished');
  await openTestSet(page);
  await rail(page, 'Take home').click();
  await button(page, 'To the report').click();
  await page.getByLabel('Review board and number').fill('IRB <b>2026</b>-17');
  await page.getByLabel('Consent').fill('Call 010-2345-6789 <script>alert(1)</script>');
  await expect(page.getByText('This looks like something that identifies a person')).toBeVisible();
  await page.getByLabel('Consent').fill('waived <script>alert(1)</script>');
  await page.getByLabel('Consent').blur();

  for (const [language, headings] of [
    ['English', ['Ethics', 'Performance', 'TRIPOD+AI checklist', 'Limits']],
    ['한국어', ['연구 윤리', '성능', 'TRIPOD+AI 점검표', '제한점']],
  ] as const) {
    const path = test.info().outputPath(`report-${language}.html`);
    const html = await report(page, language, path);
    expect(html).not.toMatch(CANARY);
    expect(html).not.toMatch(/https?:/);
    const opened = await context.newPage();
    const asked: string[] = [];
    opened.on('request', (request) => asked.push(request.url()));
    await opened.goto(pathToFileURL(path).href);
    for (const name of headings)
      await expect(opened.getByRole('heading', { name, exact: true, level: 2 })).toBeVisible();
    await expect(opened.locator('#ethics')).toContainText('IRB <b>2026</b>-17');
    await expect(opened.locator('#tripod tbody tr')).toHaveCount(52);
    expect(await opened.locator('svg').count()).toBeGreaterThan(5);
    expect(asked).toEqual([pathToFileURL(path).href]);
    await opened.close();
  }
  // The journal says that it was taken.
  expect((await storedRows(page)).journal.filter((row) => row.includes('"reported"'))).toHaveLength(2);
});
