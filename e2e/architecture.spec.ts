import { expect, smallTable, test } from './fixtures';
import { openTable, setUpSearch, startSearch } from './pages';

/** As many networks as live at a time, and some children. */
const TRIALS = 16;

test('the architecture search brings its networks, and each child says what was changed', async ({
  page,
}) => {
  await openTable(page, smallTable(), 4);
  await setUpSearch(page, { trials: TRIALS, epochs: 3 });
  const family = (name: string) => page.getByRole('switch', { name });
  await expect(family('Multilayer perceptron')).toBeChecked();
  await expect(family('Perceptron built layer by layer')).not.toBeChecked();

  await page.getByLabel('Strategy').selectOption('architecture');
  await expect(family('Perceptron built layer by layer')).toBeChecked();
  await expect(family('Multilayer perceptron')).not.toBeChecked();
  await startSearch(page, 'finished');

  const rows = page.getByRole('region', { name: 'Leaderboard' }).getByTestId('trial-row');
  await expect(rows).toHaveCount(TRIALS);
  await expect(rows.filter({ hasText: /layers\s\d, 1st\s\d+/ })).toHaveCount(TRIALS);
  const child = rows.locator('td[title*="Child of trial"]').first();
  await expect(child).toHaveAttribute('title', /^Child of trial \d+: .+ \S+ → \S+$/);
  await expect(rows.locator('td[title="A network drawn at random"]')).toHaveCount(12);
});
