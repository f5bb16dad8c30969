// `npm run --silent bench -- NAME [--out DIR]`: prints one JSON line a result, progress on stderr.
// A bench is bench/NAME.mjs; it exports `run({ shared, out, browser, launchArgs, dist })`, which resolves to
// `{ ratio, ours, peer, ... }` or a list of such. `shared` is the folder of data beside the repository.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBrowser, launchArgs } from '../scripts/browser.mjs';
import { DIST, ensureBuilt } from '../scripts/build.mjs';
import { ensureInstalled, ROOT } from '../scripts/install.mjs';

const names = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((file) => file.endsWith('.mjs') && file !== 'bench.mjs')
  .map((file) => file.slice(0, -'.mjs'.length))
  .sort();

function usage(message) {
  console.error(
    `${message}. Usage: npm run --silent bench -- NAME [--out DIR], NAME one of: ${names.join(', ')}`,
  );
  process.exit(2);
}

function commandLine() {
  try {
    return parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    return usage(error.message.split('\n')[0]);
  }
}

/** What the numbers were measured on. */
function machine(browser) {
  const version = (() => {
    try {
      return execFileSync(browser, ['--version'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    } catch {
      return 'unknown';
    }
  })();
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    browser: version,
  };
}

const { values, positionals } = commandLine();
const [name, ...rest] = positionals;
if (name === undefined) usage('No name was given');
if (!names.includes(name)) usage(`No bench is called ${JSON.stringify(name)}`);
if (rest.length > 0) usage(`One name at a time, got ${positionals.join(' ')}`);

const out = values.out === undefined ? null : resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
if (out) mkdirSync(out, { recursive: true });
ensureInstalled({ quiet: true });
const browser = await ensureBrowser();
ensureBuilt({ quiet: true });

try {
  const { run } = await import(`./${name}.mjs`);
  const shared = resolve(ROOT, '../shared');
  const results = await run({ shared, out, browser, launchArgs: launchArgs(), dist: DIST });
  for (const result of [results].flat())
    process.stdout.write(`${JSON.stringify({ bench: name, ...result, machine: machine(browser) })}\n`);
} catch (error) {
  console.error(`bench ${name} failed: ${error.stack ?? error}`);
  process.exitCode = 1;
}
