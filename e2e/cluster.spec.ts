import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, smallTable, test } from './fixtures';
import {
  button,
  epochsDrawn,
  letCompete,
  openTable,
  openTestSet,
  rail,
  setUpSearch,
  startSearch,
  validateOnce,
} from './pages';

// A search goes out to a cluster and comes back. e2e/golden/cluster-results.jsonl is what search_ray.py has written for
// the very study that is made here: a local Ray of two workers, run by interop/run_cluster.py, which says how. It holds
// configurations, scores and curves of a made-up table. Where what makes scores comparable changes (default steps,
// training settings ...), it has to be made again.

const RESULTS = readFileSync(join('e2e', 'golden', 'cluster-results.jsonl'), 'utf8');
const TABLE = smallTable(240);
/** Results belong to one study: so that they do to this one, it has the id of the one that they were made for. */
const STUDY = '5a3e2c1d-0b1a-4c2d-8e3f-123456789abc';
const SEARCH = { trials: 4, epochs: 30 };

const clusterRows = (page: Page) => page.getByTestId('trial-row').filter({ hasText: 'cluster' });

async function searched(page: Page) {
  await page.addInitScript((id) => {
    crypto.randomUUID = () => id as ReturnType<typeof crypto.randomUUID>;
  }, STUDY);
  await openTable(page, TABLE, 4);
  // As the study was that the results came of.
  await validateOnce(page);
  await rail(page, 'Prepare').click();
  for (const step of ['Smooth clipping', 'Bins for networks']) await button(page, `Remove “${step}”`).click();
  await setUpSearch(page, SEARCH);
  await letCompete(page, 'Logistic regression (gradient descent)', 'Multilayer perceptron');
  await startSearch(page, 'finished');
  await expect(page.getByTestId('trial-row')).toHaveCount(SEARCH.trials);
}

/** By the button on Take home, from where the page goes on to the leaderboard where all is well. */
async function openResults(page: Page, text: string) {
  await rail(page, 'Take home').click();
  const chosen = page.waitForEvent('filechooser');
  await button(page, 'Open its results').click();
  await (await chosen).setFiles({
    name: 'results.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(text),
  });
}

/** On the first page, as any file is. */
const dropOnHome = (page: Page) =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'results.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(RESULTS) });

test('the project holds what the search needs and nothing of the patients', async ({ page }) => {
  await searched(page);
  await rail(page, 'Take home').click();
  await expect(page.getByText('The search there knows 4 finished trials of this one.')).toBeVisible();
  const waiting = page.waitForEvent('download');
  await button(page, 'Download the project').click();
  const zip = readFileSync(await (await waiting).path());
  // For interop/run_cluster.py, which really runs it.
  const out = process.env.BENCHSIDE_INTEROP_OUT;
  if (out) {
    writeFileSync(join(out, 'cluster.zip'), zip);
    writeFileSync(join(out, 'table.csv'), TABLE);
  }
  const files = unzipSync(zip);
  const read = (path: string) => strFromU8(files[`benchside-cluster/${path}`]);
  expect(JSON.parse(read('study.json')).id).toBe(STUDY);
  expect(read('trials.jsonl').trim().split('\n')).toHaveLength(SEARCH.trials);
  const { rows, test: locked, folds } = JSON.parse(read('splits.json'));
  expect(rows).toBe(240);
  expect(folds).toHaveLength(5);
  expect(folds.flatMap(({ validation }: { validation: number[] }) => validation).length).toBe(
    240 - locked.length,
  );
  // No line of the table is in any of its files.
  const all = Object.values(files).map((bytes) => strFromU8(bytes));
  for (const line of TABLE.trim().split('\n').slice(1))
    for (const text of all) expect(text.includes(`${line}\n`), line).toBe(false);
});

test('the project of a built-in sample holds its table, as nobody else has it', async ({ page }) => {
  await page.goto('/');
  await button(page, 'Open the breast cancer sample').click();
  await setUpSearch(page, { trials: 1, epochs: 2 });
  await startSearch(page, 'finished');
  await rail(page, 'Take home').click();
  const waiting = page.waitForEvent('download');
  await button(page, 'Download the project').click();
  const files = unzipSync(readFileSync(await (await waiting).path()));
  const table = strFromU8(files['benchside-cluster/sample.csv']);
  expect(table).toBe(readFileSync(join('src', 'data', 'samples', 'wdbc.csv'), 'utf8'));
  expect(strFromU8(files['benchside-cluster/README.md'])).toContain('search_optuna.py --data sample.csv');
});

test('what Ray has found is seen beside the own trials, and trained here becomes the model', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await searched(page);
  const before = await epochsDrawn(page);
  await openResults(page, RESULTS);
  const lines = RESULTS.trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThanOrEqual(6);
  await expect(clusterRows(page)).toHaveCount(lines.length);
  await expect(page.getByTestId('trial-row')).toHaveCount(SEARCH.trials + lines.length);
  // Their curves are drawn with the others, and their scores stand on the axes of the search.
  const epochs = lines.reduce((sum, { curve }) => sum + curve.length, 0);
  await expect.poll(() => epochsDrawn(page)).toBe(before + epochs);
  const finished = lines.filter(({ state }) => state === 'finished');
  await page.getByRole('tab', { name: 'Parallel' }).click();
  await expect(page.getByText(`All ${SEARCH.trials + finished.length} trials.`).first()).toBeVisible();

  // The same file again adds nothing.
  await button(page, 'Benchside, first page').click();
  await dropOnHome(page);
  await expect(page.getByTestId('trial-row')).toHaveCount(SEARCH.trials + lines.length);

  // A score that nothing here reaches: the best of all has no weights here.
  const [first] = RESULTS.split('\n');
  const best = { ...finished[0], id: 'ray-best', score: 0.9999 };
  await openResults(page, `${first}\n${JSON.stringify(best)}\n`);
  await expect(page.getByText('A trial from the cluster leads')).toBeVisible();
  await button(page, 'Train this configuration here').click();
  await expect(page.getByText(/was trained here as trial \d+/)).toBeVisible({ timeout: 60_000 });
  await expect(button(page, 'Train this configuration here')).toHaveCount(0);

  // Evaluating and taking home go by trials whose weights are here.
  await openTestSet(page);
  await rail(page, 'Take home').click();
  const waiting = page.waitForEvent('download');
  await button(page, 'Download the bundle').click();
  await waiting;

  // All of it stands in the journal: after a reload too.
  await page.reload();
  await rail(page, 'Train & tune').click();
  await expect(clusterRows(page)).toHaveCount(lines.length + 1);
});

test('results of another study, and damaged ones, are refused, and the page keeps what it had', async ({
  page,
}) => {
  await searched(page);
  const [first, ...rest] = RESULTS.split('\n');
  const other = JSON.stringify({ ...JSON.parse(first), study: 'another' });
  for (const [text, said] of [
    [[other, ...rest].join('\n'), 'results of another study'],
    [RESULTS.slice(0, -20), 'line'],
    [`${first}\n{"__proto__":{"state":"finished"}}\n`, 'line 2 of the file'],
  ]) {
    await openResults(page, text);
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
  }
  await rail(page, 'Train & tune').click();
  await expect(page.getByTestId('trial-row')).toHaveCount(SEARCH.trials);
});

test('dropped where no study is open, results say what they need', async ({ page }) => {
  await page.goto('/');
  await dropOnHome(page);
  await expect(page.getByText('results and no such study')).toBeVisible();
});
