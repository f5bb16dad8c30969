import type { Page, Worker } from '@playwright/test';
import { expect } from './fixtures';

/** Where things are on the pages, for tests that need more than one of them. */

export const rail = (page: Page, stage: string) =>
  page.getByRole('navigation', { name: 'Stages of the study' }).getByRole('button', { name: stage });

export const phase = (page: Page) => page.getByTestId('search-phase');
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export const csv = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

/** A study of this table, on the Data screen. */
export async function openTable(page: Page, text: string, columns: number) {
  await page.goto('/');
  await page.locator('input[type=file]').setInputFiles(csv('ward.csv', text));
  await expect(page.getByTestId('column-row')).toHaveCount(columns, { timeout: 60_000 });
}

/**
 * Folds that are dealt out once: a small table is proposed three repeats, and a test that looks at a search at work goes
 * by how long a trial takes.
 */
export async function validateOnce(page: Page) {
  await rail(page, 'Split').click();
  const once = page.getByRole('radio', { name: 'k folds', exact: true });
  await once.check();
  await expect(once).toBeChecked();
}

export async function fill(page: Page, field: string, value: number) {
  const box = page.getByRole('textbox', { name: field, exact: true });
  await box.fill(String(value));
  await box.blur();
}

export interface SearchSettings {
  trials: number;
  epochs: number;
  /** Trained in the place of one. */
  networks?: 1 | 2 | 4 | 8;
  /** As the select names it. */
  backend?: 'WASM' | 'CPU' | 'WebGL' | 'WebGPU';
}

/** On the Train screen with these settings, ready to start. Patience is as long as the trial and no pruner is chosen: no early end. */
export async function setUpSearch(
  page: Page,
  { trials, epochs, networks = 1, backend = 'WASM' }: SearchSettings,
) {
  await rail(page, 'Train & tune').click();
  // Folded away once a search has been.
  const folded = page.getByText('Settings for the next search');
  await expect(folded.or(page.getByLabel('Train this study on')).first()).toBeVisible();
  if (await folded.isVisible()) await folded.click();
  await page.getByLabel('Train this study on').selectOption({ label: backend });
  await fill(page, 'Trials', trials);
  await fill(page, 'Epochs', epochs);
  await fill(page, 'Patience', epochs);
  // Of a table alone.
  const averaged = page.getByLabel('Networks averaged');
  if (await averaged.isVisible()) await averaged.selectOption(String(networks));
  await page.getByLabel('End poor trials early').selectOption({ label: 'Never' });
}

const TABLE_FAMILIES = [
  'Logistic regression (elastic net)',
  'Logistic regression (gradient descent)',
  'Gradient-boosted trees',
  'Random forest',
  'Extremely randomized trees',
  'Nearest neighbours',
  'Multilayer perceptron',
  'Residual network for tables (ResNet)',
] as const;

/** Lets these families compete, and no others of those that a study of a table begins with. */
export async function letCompete(page: Page, ...families: (typeof TABLE_FAMILIES)[number][]) {
  const all = [...TABLE_FAMILIES].sort((a, b) => Number(families.includes(b)) - Number(families.includes(a)));
  // Those that stay first: some family has to be left.
  for (const name of all) {
    const family = page.getByRole('region', { name, exact: true });
    await family.getByRole('switch').first().setChecked(families.includes(name));
  }
}

/** Starts the search; a short one may be over before anybody looks. */
export async function startSearch(page: Page, until: 'running' | 'finished' = 'running') {
  await button(page, 'Start search').click();
  await expect(phase(page)).toHaveAttribute('data-phase', until, { timeout: 120_000 });
}

export const finishedRows = (page: Page) => page.locator('[data-testid="trial-row"][data-state="finished"]');

/**
 * Trial number -> what its row says, without its rank, which may change with every new trial, and without its share of
 * the ensemble, which is known at the end.
 */
export async function resultsByTrial(page: Page): Promise<Map<string, string>> {
  const rows = await finishedRows(page).evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].slice(1).map((cell) => cell.innerText.trim())),
  );
  const said = (cells: string[]) =>
    cells
      .join(' | ')
      .replace(/in the ensemble: \d+%/, '')
      .replace(/\s+/g, ' ');
  return new Map(rows.map(([trial, ...rest]) => [trial, said(rest)]));
}

/** Epochs of all curves that the chart draws. */
export const epochsDrawn = async (page: Page): Promise<number> =>
  Number(await page.getByTestId('loss-chart').getAttribute('data-epochs'));

export async function openTestSet(page: Page) {
  await rail(page, 'Evaluate').click();
  await button(page, 'Open the test set once').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the test set' }).click();
  await expect(page.getByTestId('tile-auroc')).toBeVisible({ timeout: 60_000 });
}

export async function engineOf(page: Page): Promise<Worker> {
  for (const worker of page.workers())
    if ((await worker.evaluate(() => self.name)) === 'engine') return worker;
  throw new Error('no engine worker');
}

/** Everything in IndexedDB, store by store, bytes as the characters they may stand for. */
export const storedRows = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(async () => {
    const plain = (_: string, value: unknown): unknown =>
      ArrayBuffer.isView(value)
        ? new TextDecoder().decode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
        : value instanceof Map
          ? [...value]
          : value;
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('benchside'));
    const rows: Record<string, string[]> = {};
    for (const store of db.objectStoreNames) {
      const all: unknown[] = await done(db.transaction(store).objectStore(store).getAll());
      rows[store] = all.map((row) => JSON.stringify(row, plain));
    }
    db.close();
    return rows;
  });

/** What a file system of this origin holds, by name and content. */
export const privateFiles = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found: string[] = [];
    const visit = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const entry of (
        folder as unknown as { values(): AsyncIterable<FileSystemHandle> }
      ).values()) {
        found.push(entry.name);
        if (entry.kind === 'directory') await visit(entry as FileSystemDirectoryHandle);
        else found.push(await (await (entry as FileSystemFileHandle).getFile()).text());
      }
    };
    await visit(await navigator.storage.getDirectory());
    return found.join('\n');
  });
