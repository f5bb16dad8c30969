import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, run } from './install.mjs';

export const DIST = join(ROOT, 'dist');
/** Beside dist, not in it: dist holds nothing but what a web server should host. */
const STAMP = join(ROOT, 'node_modules/.cache/benchside/build');
/** All that the build reads. Tests beside the code are not. */
const SOURCES = [
  'src',
  'assembly',
  'public',
  'index.html',
  'headless.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'scripts/csp.mjs',
  'scripts/kernels.mjs',
  'scripts/predictor-page.mjs',
];

function* filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) yield path;
  if (found?.isDirectory())
    for (const name of readdirSync(path).sort())
      if (!name.includes('.test.')) yield* filesUnder(join(path, name));
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of filesUnder(join(ROOT, source)))
      hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds dist/ unless it was built from these very sources. Ends the process where that fails. */
export function ensureBuilt({ quiet = false } = {}) {
  const wanted = fingerprint();
  const built = existsSync(join(DIST, 'index.html')) && existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (built === wanted) return;
  console.error('Building …');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  if (run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { quiet }) !== 0) {
    console.error('The build failed: see above.');
    process.exit(1);
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}
