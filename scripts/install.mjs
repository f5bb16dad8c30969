import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
const LOCK = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
/** npm writes this one itself, after every install. */
const INSTALLED = join(MODULES, '.package-lock.json');
const STAMP = join(MODULES, '.cache/benchside/lock');

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Runs a program of this Node with our standard streams; everything it prints goes to stderr when `quiet`. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const done = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    // npm and npx are command files there.
    shell: process.platform === 'win32' && /^np[mx]$/.test(command),
  });
  return done.status ?? 1;
}

/** `npm ci` unless what is installed is what the lock file says. Ends the process where that fails. */
export function ensureInstalled({ quiet = false } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node 20.19 or newer is needed, this is ${process.version}.`);
    process.exit(1);
  }
  const wanted = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  if (modified(INSTALLED) && (read(STAMP) === wanted || modified(INSTALLED) >= modified(LOCK))) return;
  // `npm ci` would empty the folder that the link leads to, which serves another checkout.
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('node_modules is a link and not what package-lock.json says: run `npm ci` where it leads.');
    process.exit(1);
  }
  console.error('Installing what Benchside needs (npm ci) …');
  if (run('npm', ['ci', '--no-audit', '--no-fund'], { quiet }) !== 0) {
    console.error('npm ci failed: see above. It needs a network, or an npm cache that holds the packages.');
    process.exit(1);
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}
