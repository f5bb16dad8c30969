import { expect, smallTable, test } from './fixtures';
import { button, openTable, openTestSet, rail, setUpSearch, startSearch } from './pages';

test('what the model looks at: SHAP summary, one patient that adds up, odds ratios', async ({ page }) => {
  test.setTimeout(180_000);
  await openTable(page, smallTable(), 4);
  await setUpSearch(page, { trials: 2, epochs: 8 });
  await startSearch(page, 'finished');
  await openTestSet(page);
  await rail(page, 'Explain').click();
  await button(page, 'Measure the importance').click();
  await expect(page.getByTestId('shap')).toBeVisible({ timeout: 90_000 });
  await button(page, 'Explain this patient').click();
  const waterfall = page.getByTestId('waterfall');
  await expect(waterfall).toBeVisible({ timeout: 60_000 });
  const bars = await page
    .getByTestId('waterfall-bar')
    .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('data-value'))));
  const end = bars.reduce((sum, value) => sum + value, Number(await waterfall.getAttribute('data-base')));
  expect(end).toBeCloseTo(Number(await waterfall.getAttribute('data-said')), 6);
  await button(page, 'Make the table').click();
  await expect(page.getByTestId('odds').getByRole('row').first()).toContainText('OR (95% CI)', {
    timeout: 60_000,
  });
  await page.screenshot({ path: 'test-results/explain.png', fullPage: true });
});
