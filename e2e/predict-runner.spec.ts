import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, smallTable, test } from './fixtures';
import { lesion } from './pictures';

const runner = (name: string, cwd: string, words: string) =>
  spawnSync(
    process.execPath,
    [fileURLToPath(new URL(`../scripts/${name}.mjs`, import.meta.url)), ...words.split(' ')],
    {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: cwd },
      timeout: 110_000,
    },
  );

/** Cells of a CSV without quotes, by row number. */
const byRow = (text: string): Map<string, string[]> =>
  new Map(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([row, ...cells]) => [row, cells]),
  );

test('a bundle says of the file it came from what the study said of its test rows', () => {
  const info = test.info();
  const folder = info.outputPath();
  writeFileSync(info.outputPath('small.csv'), smallTable());
  const made = runner(
    'study',
    folder,
    '--data small.csv --target died --trials 1 --families mlp --backend cpu --seed 2 --out results',
  );
  expect(made.status, made.stderr).toBe(0);
  const run = runner('predict', folder, '--model results/bundle.zip --data small.csv --out again');
  expect(run.status, run.stderr).toBe(0);
  const answer = JSON.parse(run.stdout);
  expect(answer).toMatchObject({
    status: 'finished',
    kind: 'binary',
    classes: ['0', '1'],
    n: 120,
    unknown: [],
  });
  const all = byRow(readFileSync(info.outputPath('again/predictions.csv'), 'utf8'));
  const tested = byRow(readFileSync(info.outputPath('results/predictions.csv'), 'utf8'));
  expect(all.size).toBe(120);
  expect(tested.size).toBe(24);
  for (const [row, [, probability, predicted]] of tested) {
    const [again, said] = all.get(row) ?? [];
    expect(Number(again)).toBeCloseTo(Number(probability), 5);
    expect(said).toBe(predicted);
  }

  writeFileSync(info.outputPath('half.csv'), 'age,sex\n60,F\n');
  writeFileSync(info.outputPath('scan.png'), lesion(1, true));
  for (const words of [
    '--model small.csv --data small.csv --out again',
    '--model results/bundle.zip --data half.csv --out again',
    '--model results/bundle.zip --data scan.png --out again',
    '--model results/bundle.zip --out again',
  ]) {
    const wrong = runner('predict', folder, words);
    expect(wrong.status, words).toBe(2);
    expect(wrong.stdout, words).toBe('');
    expect(wrong.stderr.trim().split('\n'), words).toHaveLength(1);
  }
});
