// `npm run test:interop`: what other software makes of Benchside's files. In a virtual environment with pinned
// packages, each format against the reference that the tests of `src/` write (ONNX, Keras, steps on tables and
// pictures, search spaces), then whole bundles in the browser, in Python and as predictor page.
import { spawnSync } from 'node:child_process';
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

function run(title, command, args, env = {}) {
  console.log(`\n=== ${title} ===\n`);
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, KERAS_BACKEND: 'jax', ...env },
  });
  if (status === 0) return;
  console.log(`\n${title} failed: what comes after it was not run.`);
  process.exit(1);
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
for (const [title, tests, check] of FORMATS) {
  const folder = join(OUT, check.replace('.py', ''));
  mkdirSync(folder, { recursive: true });
  run(`${title}: written`, process.execPath, [vitest, 'run', tests], { BENCHSIDE_INTEROP_OUT: folder });
  run(`${title}: compared`, python, [fileURLToPath(new URL(check, import.meta.url)), folder]);
}
for (const [tests, folder] of [
  [CLUSTER_ROWS, 'check_cluster_tables'],
  [CLUSTER_PICTURES, 'check_cluster_pictures'],
])
  run('the results of the cluster project: opened', process.execPath, [vitest, 'run', tests], {
    BENCHSIDE_INTEROP_OUT: join(OUT, folder),
  });
const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
run('whole bundles', process.execPath, [playwright, 'test', '-c', 'interop/playwright.config.ts'], {
  BENCHSIDE_PYTHON: python,
});
const cluster = join(OUT, 'cluster');
mkdirSync(cluster, { recursive: true });
run(
  'the project for a cluster: exported',
  process.execPath,
  [playwright, 'test', 'cluster', '-g', 'the project holds'],
  { BENCHSIDE_INTEROP_OUT: cluster },
);
run('the project for a cluster: run', python, [
  fileURLToPath(new URL('run_cluster.py', import.meta.url)),
  cluster,
]);
console.log('\ntest:interop: all that was compared agrees.');
