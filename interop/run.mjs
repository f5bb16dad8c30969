// `npm run test:interop`: what other software makes of Benchside's files. In a virtual environment with pinned
// packages, each format against the reference that the tests of `src/` write (ONNX, Keras, steps on tables and
// pictures, search spaces), then whole bundles in the browser, in Python and as predictor page.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from '../scripts/browser.mjs';
import { ensureBuilt } from '../scripts/build.mjs';
import { ensureInstalled, ROOT } from '../scripts/install.mjs';
import { ensurePython } from './python.mjs';

const OUT = join(ROOT, 'test-results/interop-cases');

const CLUSTER_ROWS = 'src/engine/cluster/rows-parity';
const CLUSTER_PICTURES = 'src/engine/cluster/pictures';

/** Cases that a test file of `src/` writes, and the Python that compares. */
const FORMATS = [
  ['networks in ONNX and Keras', 'src/export/onnx/', 'check_nets.py'],
  ['training in Keras', 'src/export/keras/', 'check_training.py'],
  ['tables: reading, steps, predictions', 'src/export/interop/', 'check_tables.py'],
  ['predict.py, as a colleague runs it', 'src/export/interop/write-cases', 'check_command.py'],
  ['pictures: reading, steps', 'src/export/interop-pictures', 'check_pictures.py'],
  ['search spaces and networks of the cluster project', 'src/export/cluster/', 'check_cluster.py'],
  ['rows of the cluster project', CLUSTER_ROWS, 'check_cluster_tables.py'],
  ['pictures of the cluster project', CLUSTER_PICTURES, 'check_cluster_pictures.py'],
];

/** Networks of one shape are compiled once, not by every process anew: a third of the time of what trains. */
const COMPILED = {
  JAX_COMPILATION_CACHE_DIR: join(OUT, 'compiled'),
  JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS: '0',
};

const running = new Set();

/**
 * A step; ends all where it fails. What it prints comes at its end and together, since steps go side by side, unless
 * `live`: from one that takes long a sign of life is wanted.
 */
function run(title, command, args, env = {}, live = false) {
  return new Promise((done) => {
    const printed = [];
    if (live) console.log(`\n=== ${title} ===\n`);
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, KERAS_BACKEND: 'jax', ...COMPILED, ...env },
    });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => printed.push(bytes));
    child.on('error', (error) => printed.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (status) => {
      running.delete(child);
      if (!live) process.stdout.write(`\n=== ${title} ===\n\n${Buffer.concat(printed)}`);
      if (status === 0) return done();
      console.log(`\n${title} failed: what comes after it was not run.`);
      for (const other of running) other.kill();
      process.exit(1);
    });
  });
}

ensureInstalled();
const { python, reason } = ensurePython();
if (!python) {
  console.log(`test:interop: the Python packages cannot be had, so NOTHING was compared. ${reason}`);
  process.exit(process.env.BENCHSIDE_INTEROP_REQUIRED ? 1 : 0);
}
await ensureBrowser();
ensureBuilt();
rmSync(OUT, { recursive: true, force: true });
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');

async function formats() {
  for (const [title, tests, check] of FORMATS) {
    const folder = join(OUT, check.replace('.py', ''));
    mkdirSync(folder, { recursive: true });
    await run(`${title}: written`, process.execPath, [vitest, 'run', tests], {
      BENCHSIDE_INTEROP_OUT: folder,
    });
    await run(`${title}: compared`, python, [fileURLToPath(new URL(check, import.meta.url)), folder]);
  }
  for (const [tests, folder] of [
    [CLUSTER_ROWS, 'check_cluster_tables'],
    [CLUSTER_PICTURES, 'check_cluster_pictures'],
  ])
    await run('the results of the cluster project: opened', process.execPath, [vitest, 'run', tests], {
      BENCHSIDE_INTEROP_OUT: join(OUT, folder),
    });
}

async function bundles() {
  const all = [playwright, 'test', '-c', 'interop/playwright.config.ts'];
  await run('whole bundles', process.execPath, all, { BENCHSIDE_PYTHON: python }, true);
}

async function cluster() {
  const folder = join(OUT, 'cluster');
  mkdirSync(folder, { recursive: true });
  await run(
    'the project for a cluster: exported',
    process.execPath,
    [playwright, 'test', 'cluster', '-g', 'the project holds'],
    { BENCHSIDE_INTEROP_OUT: folder },
  );
  await run('the project for a cluster: run', python, [
    fileURLToPath(new URL('run_cluster.py', import.meta.url)),
    folder,
  ]);
}

// Much of this is a process that starts, on one core: two things at a time. A page that is waited for is alone.
await Promise.all([formats(), bundles()]);
await cluster();
console.log('\ntest:interop: all that was compared agrees.');
