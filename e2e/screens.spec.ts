import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeViolations } from './axe';
import { expect, test } from './fixtures';
import { button, openTestSet, rail, setUpSearch, startSearch } from './pages';

/** Pictures are for eyes, and take half of the time: they are made when asked for. */
const OUT = process.env.BENCHSIDE_SCREENSHOTS ? join('test-results', 'screens') : null;
if (OUT) mkdirSync(OUT, { recursive: true });

const SCREENS = [
  'home',
  'data',
  'split',
  'tableOne',
  'prepare',
  'train',
  'evaluate',
  'explain',
  'takeHome',
  'use',
] as const;
/** With what each shows once its pictures are drawn. */
const PICTURE_SCREENS = [
  ['data', 'tile'],
  ['prepare', 'preview-picture'],
  ['evaluate', 'case'],
  ['explain', 'heat'],
] as const;
/** Contrast is of the theme, names are of the language, what is folded away is of the size: each is met. */
const AXE = new Set(['desktop-light-en', 'phone-dark-en', 'desktop-dark-ko', 'phone-light-ko']);
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** The synthetic cohort, searched, evaluated and explained: every screen has something to show. */
async function finishedStudy(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Open the synthetic cohort' }).click();
  await page.getByTestId('found').waitFor({ timeout: 60_000 });
  await page.goto('/#/train');
  await page.getByRole('textbox', { name: 'Trials', exact: true }).fill('6');
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('25');
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).blur();
  await page.getByRole('button', { name: 'Start search' }).click();
  await expect(page.getByTestId('search-phase')).toHaveAttribute('data-phase', 'finished', {
    timeout: 180_000,
  });
  await page.goto('/#/evaluate');
  await page.getByRole('button', { name: 'Open the test set once' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the test set' }).click();
  await page.getByTestId('tile-auroc').waitFor({ timeout: 60_000 });
  await page.goto('/#/explain');
  await page
    .getByRole('button', { name: /measure/i })
    .first()
    .click();
  await page.getByTestId('answer').waitFor({ timeout: 120_000 });
  await page.goto('/#/takeHome');
  await page.getByRole('button', { name: 'Use the model' }).click();
  await page.getByTestId('model-card').waitFor({ timeout: 60_000 });
}

/** The CT phantoms with a small net: trained, opened, looked into. */
async function finishedPictures(page: Page) {
  await page.goto('/');
  await button(page, 'Open the CT phantoms').click();
  await expect(page.getByTestId('tile').first()).toBeVisible({ timeout: 60_000 });
  await rail(page, 'Train & tune').click();
  await page.getByRole('switch', { name: 'Small CNN' }).setChecked(true);
  for (const family of ['Residual network (ResNet)', 'Transfer learning'])
    await page.getByRole('switch', { name: family }).setChecked(false);
  await setUpSearch(page, { trials: 1, epochs: 2 });
  await startSearch(page, 'finished');
  await openTestSet(page);
  await page.getByTestId('case-detail').getByRole('button', { name: 'Where does the model look?' }).click();
  await expect(page.getByTestId('heat')).toBeVisible({ timeout: 60_000 });
}

/** Shows a screen as a visitor with these settings sees it, the loaded model kept. */
async function show(page: Page, screen: string) {
  await page.evaluate((name) => {
    location.hash = `#/${name}`;
  }, screen);
  await page.locator('h1').first().waitFor();
  // Cards and figures answer from the engine; fonts come when they are first needed.
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  await page.waitForTimeout(250);
}

async function settle(page: Page, language: string, theme: string) {
  await page.evaluate(
    ([l, t]) => {
      localStorage.setItem('benchside-language', l);
      localStorage.setItem('mantine-color-scheme-value', t);
    },
    [language, theme],
  );
  await page.reload();
  await page.locator('h1').first().waitFor({ timeout: 60_000 });
}

/** Says what is wrong with a screen, and photographs it where pictures are wanted. */
async function faultsOf(page: Page, name: string, axe: boolean) {
  if (OUT) await page.screenshot({ path: join(OUT, `${name}.png`), fullPage: true });
  const { wide, raw } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - innerWidth,
    // An i18n key that has no text shows itself: words joined by points, nothing else.
    raw: /(^|\s)[a-z]+(\.[a-zA-Z]+){2,}(\s|$)/.exec(document.body.innerText)?.[0] ?? '',
  }));
  const faults: string[] = [];
  if (wide > 0) faults.push(`${name}: ${wide} px wider than the window`);
  if (raw) faults.push(`${name}: a key instead of a text: ${raw}`);
  if (!axe) return faults;
  const violations = await axeViolations(page);
  for (const { impact, id, nodes } of violations)
    if (impact === 'serious' || impact === 'critical') {
      const where = nodes.map((n) => n.target.join(' ')).slice(0, 3);
      faults.push(`${name}: ${id} at ${where.join(' | ')}`);
    }
  return faults;
}

/** The figures on the search that stand behind the first one. */
async function faultsOfFigures(page: Page, name: string) {
  const tabs = page.getByTestId('search-found').getByRole('tab');
  await expect(tabs).toHaveCount(4);
  const faults: string[] = [];
  for (const figure of [1, 2, 3]) {
    await tabs.nth(figure).click();
    if (figure === 1) await page.getByTestId('search-found').locator('summary').click();
    await page.waitForTimeout(250);
    faults.push(...(await faultsOf(page, `${name}-figure-${figure}`, true)));
  }
  return faults;
}

test('every screen, in both languages, light and dark, on a desk and on a phone: nothing cut off, axe content', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await finishedStudy(page);
  const faults: string[] = [];
  for (const language of ['en', 'ko'])
    for (const theme of ['light', 'dark']) {
      await settle(page, language, theme);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        for (const screen of SCREENS) {
          await show(page, screen);
          const name = `${screen}-${size}-${theme}-${language}`;
          const axe = AXE.has(`${size}-${theme}-${language}`);
          faults.push(...(await faultsOf(page, name, axe)));
          if (screen === 'train' && axe) faults.push(...(await faultsOfFigures(page, name)));
        }
      }
    }
  expect(faults).toEqual([]);
});

test('every screen of a study of pictures: nothing cut off, axe content', async ({ page }) => {
  test.setTimeout(400_000);
  await finishedPictures(page);
  const faults: string[] = [];
  for (const [language, theme] of [
    ['en', 'light'],
    ['ko', 'dark'],
  ]) {
    await settle(page, language, theme);
    // A reload changes no decision: the results are still of this study.
    if (language === 'en')
      await expect(rail(page, 'Evaluate')).toHaveAccessibleName(/^Evaluate (done|ready)$/);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      for (const [screen, shown] of PICTURE_SCREENS) {
        await show(page, screen);
        await expect(page.getByTestId(shown).first()).toBeVisible({ timeout: 60_000 });
        const name = `pictures-${screen}-${size}-${theme}-${language}`;
        faults.push(...(await faultsOf(page, name, true)));
      }
    }
  }
  expect(faults).toEqual([]);
});
