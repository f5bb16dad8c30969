import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, smallTable, test } from './fixtures';
import { lesions } from './pictures';

const script = fileURLToPath(new URL('../scripts/study.mjs', import.meta.url));

/** As `npm run study` calls it: INIT_CWD is where the command was typed. */
const study = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: cwd },
    timeout: 110_000,
  });

test('a table in, one JSON object and four files out', () => {
  const info = test.info();
  const folder = info.outputPath();
  writeFileSync(info.outputPath('small.csv'), smallTable());
  const words =
    '--data small.csv --target died --trials 2 --families logistic --backend cpu --seed 2 --out results';
  const run = study(folder, ...words.split(' '));
  expect(run.status, run.stderr).toBe(0);
  expect(run.stderr).toContain('trial 2');
  const answer = JSON.parse(run.stdout);
  expect(answer).toMatchObject({
    status: 'finished',
    backend: 'cpu',
    dataset: { rows: 120, columns: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    evaluation: { scheme: expect.any(String) },
    trials: { run: 2, pruned: 0, failed: 0 },
    best: { family: 'logistic', config: expect.any(Object) },
    test: { n: 24, metrics: { auroc: { estimate: expect.any(Number) } } },
    predictions: 'predictions.csv',
    warnings: expect.any(Array),
  });
  expect(answer.study).toMatchObject({ seed: 2, task: { target: 'died' } });
  expect(Object.keys(answer.seconds)).toEqual(['load', 'prepare', 'search', 'evaluate', 'total']);
  expect(existsSync(info.outputPath('results/bundle.zip'))).toBe(true);
  expect(readFileSync(info.outputPath('results/predictions.csv'), 'utf8').trim().split('\n')).toHaveLength(
    25,
  );
  expect(readFileSync(info.outputPath('results/report.html'), 'utf8')).toContain('<section id="tripod">');
  const journal = readFileSync(info.outputPath('results/journal.jsonl'), 'utf8').trim().split('\n');
  expect(JSON.parse(journal[0])).toMatchObject({ seq: 0, type: 'search.started' });
});

test('pictures in one folder, their labels and patients in a table', () => {
  const info = test.info();
  const names: string[] = [];
  mkdirSync(info.outputPath('scans'));
  for (const [path, bytes] of lesions(24)) {
    names.push(path.replace(/^.*\//, ''));
    writeFileSync(info.outputPath('scans', names[names.length - 1]), bytes);
  }
  const rows = names.map((name) => `${name},${name.startsWith('P1') ? 'ill' : 'well'},${name.slice(0, 4)}`);
  writeFileSync(info.outputPath('labels.csv'), `file,finding,pid\n${rows.join('\n')}\n`);
  const words =
    '--data scans --join labels.csv --target finding --group pid --trials 1 --families transfer --backend wasm';
  const run = study(info.outputPath(), ...words.split(' '));
  expect(run.status, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({
    dataset: { rows: 48 },
    skipped: 1,
    study: {
      images: {
        labels: { from: 'table', file: 'file', label: 'finding' },
        patients: { from: 'table', column: 'pid' },
      },
      task: { classes: expect.arrayContaining(['ill', 'well']) },
    },
  });
});

test('the same words give the same numbers on one backend, bit for bit', () => {
  const info = test.info();
  writeFileSync(info.outputPath('small.csv'), smallTable());
  const words = '--data small.csv --target died --trials 1 --families mlp --backend wasm --seed 5 --out';
  const [first, second] = ['a', 'b'].map((out) => {
    const run = study(info.outputPath(), ...words.split(' '), out);
    expect(run.status, run.stderr).toBe(0);
    const { best, test: held } = JSON.parse(run.stdout);
    return { best, held, predictions: readFileSync(info.outputPath(out, 'predictions.csv'), 'utf8') };
  });
  expect(second).toEqual(first);
});

test('it trains on WebGPU where that is asked for', () => {
  const info = test.info();
  writeFileSync(info.outputPath('small.csv'), smallTable());
  const words = '--data small.csv --target died --trials 1 --families logistic --backend webgpu';
  const run = study(info.outputPath(), ...words.split(' '));
  expect(run.status, run.stderr).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ backend: 'webgpu', predictions: null });
});

test('bad input is exit 2 and one line', () => {
  const info = test.info();
  writeFileSync(info.outputPath('header.csv'), 'age,died\n');
  for (const words of ['--data nowhere.csv', '--data header.csv', '--data header.csv --sped 3']) {
    const run = study(info.outputPath(), ...words.split(' '));
    expect(run.status, words).toBe(2);
    expect(run.stdout, words).toBe('');
    expect(run.stderr.trim().split('\n'), words).toHaveLength(1);
  }
});
