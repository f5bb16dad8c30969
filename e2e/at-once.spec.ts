import { rng } from '../src/study/random';
import { expect, test } from './fixtures';
import { finishedRows, openTable, phase, setUpSearch, startSearch, validateOnce } from './pages';

// On a GPU trials run at once, so that none waits for another's answer. The browser's software adapter does the same.

function table(): string {
  const random = rng('e2e', 'at once');
  const lines = ['age,lactate,died'];
  for (let i = 0; i < 90; i++) {
    const [age, lactate] = [60 + 12 * random.normal(), 2 + random.next()];
    lines.push(`${age.toFixed(2)},${lactate.toFixed(2)},${age + 9 * random.normal() > 62 ? 1 : 0}`);
  }
  return `${lines.join('\n')}\n`;
}

test('on WebGPU trials run at once, and all are finished within the budget', async ({ page }) => {
  test.setTimeout(180_000);
  await openTable(page, table(), 3);
  await validateOnce(page);
  await setUpSearch(page, { trials: 10, epochs: 100, backend: 'WebGPU' });
  await startSearch(page);
  const status = page.getByTestId('search-status');
  await expect(status).toContainText(/\d at once/, { timeout: 60_000 });
  await expect(status).toContainText('WebGPU');
  await expect(page.locator('[data-testid="trial-row"][data-state="running"]').nth(1)).toBeVisible();
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished', { timeout: 120_000 });
  await expect(finishedRows(page)).toHaveCount(10);
  await expect(page.getByTestId('problem')).toHaveCount(0);
});
