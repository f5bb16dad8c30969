import { cpus } from 'node:os';
import type { Page } from '@playwright/test';
import { rng } from '../src/study/random';
import { expect, test } from './fixtures';
import { finishedRows, letCompete, openTable, phase, setUpSearch, startSearch } from './pages';

// On WebAssembly the folds of a trial are shared with helpers: workers that the engine's own worker starts.

test.skip(cpus().length < 2, 'one core: there is nobody to share with');

const LONG = { trials: 4, epochs: 60 };

/** Rows enough that sharing them is worth its messages. */
function table(): string {
  const random = rng('e2e', 'helpers');
  const lines = ['age,lactate,pressure,died'];
  for (let i = 0; i < 3000; i++) {
    const [age, lactate, pressure] = [60 + 12 * random.normal(), 2 + random.next(), 80 + 9 * random.normal()];
    const died = age - pressure + 15 * random.normal() > -20 ? 1 : 0;
    lines.push(`${age.toFixed(3)},${lactate.toFixed(3)},${pressure.toFixed(3)},${died}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Each holds a lock for as long as it lives. */
const helpers = (page: Page) =>
  page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.map(({ name = '' }) => name).filter((name) => name.startsWith('benchside-worker-helper-'));
  });

test('a search shares its folds with helpers; one that dies is replaced, and every trial is finished', async ({
  page,
  watch,
}) => {
  test.setTimeout(200_000);
  await openTable(page, table(), 4);
  await setUpSearch(page, LONG);
  await letCompete(page, 'Multilayer perceptron');
  // They are there by the time that the first trial asks for them.
  const all = Math.min(7, cpus().length - 1);
  await expect.poll(() => helpers(page), { timeout: 60_000 }).toHaveLength(all);
  await startSearch(page);
  expect(await helpers(page)).toHaveLength(all);
  const [first] = await helpers(page);
  await expect.poll(() => finishedRows(page).count(), { timeout: 90_000 }).toBeGreaterThanOrEqual(1);
  // What the engine sees of a worker that has ended by itself is that its lock is free. The helper's own request for
  // the lock is refused with an AbortError, which reaches the page without its text.
  watch.allow(/^uncaught: $/);
  await page.evaluate((name) => navigator.locks.request(name, { steal: true }, () => {}), first);
  await expect(phase(page)).toHaveAttribute('data-phase', 'running');
  await expect.poll(async () => (await helpers(page)).filter((name) => name !== first)).not.toEqual([]);
  expect(await helpers(page)).not.toContain(first);
  await expect(phase(page)).toHaveAttribute('data-phase', 'finished', { timeout: 120_000 });
  await expect(finishedRows(page)).toHaveCount(LONG.trials);
  await expect(page.getByTestId('problem')).toHaveCount(0);
});
