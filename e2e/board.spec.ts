import { readFileSync } from 'node:fs';
import { expect, smallTable, test } from './fixtures';
import { button, letCompete, openTable, setUpSearch, startSearch, validateOnce } from './pages';

const TRIALS = 6;

test('trials are sorted and pinned, two stand side by side, and every figure of a search is saved', async ({
  page,
}) => {
  await openTable(page, smallTable(), 4);
  await validateOnce(page);
  await setUpSearch(page, { trials: TRIALS, epochs: 3 });
  // Of networks, which are drawn side by side.
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page, 'finished');

  const board = page.getByRole('region', { name: 'Leaderboard' });
  const rows = board.getByTestId('trial-row');
  await expect(rows).toHaveCount(TRIALS);
  const column = async (name: string) => {
    const headings = await board.locator('thead th').allInnerTexts();
    const at = headings.findIndex((heading) => heading.trim() === name);
    expect(at, headings.join()).toBeGreaterThanOrEqual(0);
    const cells = await rows.locator(`td:nth-child(${at + 1})`).allInnerTexts();
    return cells.map((cell) => Number(cell.trim()));
  };
  await board.getByRole('button', { name: 'Loss' }).click();
  await expect(board.getByRole('columnheader', { name: 'Loss' })).toHaveAttribute('aria-sort', 'ascending');
  const losses = await column('Loss');
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  await board.getByRole('button', { name: 'Loss' }).click();
  await expect(board.getByRole('columnheader', { name: 'Loss' })).toHaveAttribute('aria-sort', 'descending');
  expect(await column('Loss')).toEqual(losses.toReversed());

  const [first, second] = (await column('Trial')).slice(2, 4);
  for (const trial of [first, second])
    await board.getByRole('button', { name: `Pin trial ${trial}:` }).click();
  await expect(board.locator('[data-pinned]')).toHaveCount(2);
  expect((await column('Trial')).slice(0, 2)).toEqual([first, second]);

  const sides = page.getByTestId('compare-trials');
  await expect(sides.getByLabel('First trial')).toHaveValue(String(first - 1));
  await expect(sides.getByLabel('Second trial')).toHaveValue(String(second - 1));
  const settings = await sides
    .locator('tr[data-differs]')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)));
  expect(settings.length).toBeGreaterThan(0);
  for (const [one, other] of settings) expect(one).not.toBe(other);
  await expect(
    sides.getByRole('img', { name: /^From input to output: \d+ columns?, input; .*output/ }).first(),
  ).toBeVisible();
  await expect(sides.getByText(/numbers are learned from \d+ patients/).first()).toBeVisible();

  await expect(page.getByRole('img', { name: /Which trial ran when.* 6 trials: 6 finished/ })).toBeVisible();
  for (const [figure, says] of [
    ['Learning curves', `trial ${first}`],
    ['Timeline of the search', 'Working time'],
    ['Loss of both trials', `trial ${second}, validation`],
  ]) {
    const waiting = page.waitForEvent('download');
    await button(page, `Download as SVG: ${figure}`).click();
    const svg = readFileSync(await (await waiting).path(), 'utf8');
    const text = await page.evaluate((source) => {
      const { documentElement } = new DOMParser().parseFromString(source, 'image/svg+xml');
      return documentElement.localName === 'svg' ? documentElement.textContent : null;
    }, svg);
    expect(text).toContain(says);
    expect(svg).not.toContain('var(');
  }
});
