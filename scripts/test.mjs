// `npm test`: installs what is missing, builds, then types, lint, unit and end-to-end tests; stops at the first
// kind that fails. The closing line sums what the two test runners themselves reported.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, ensureFirefox } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, ROOT, run } from './install.mjs';
import { closingLine, countE2e, countUnit } from './test-counts.mjs';

const RESULTS = join(ROOT, 'test-results');
const UNIT = join(RESULTS, 'unit.json');
const E2E = join(RESULTS, 'e2e.json');

const report = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

function kind(title, script, args = [], env = {}) {
  console.log(`\n=== ${title} ===\n`);
  if (run('npm', ['run', '--silent', script, '--', ...args], { env }) === 0) return;
  console.log(`\n${title} failed: what comes after it was not run.`);
  process.exit(1);
}

// However this ends, the sum comes last.
process.on('exit', () => console.log(`\n${closingLine([countUnit(report(UNIT)), countE2e(report(E2E))])}`));

for (const old of [UNIT, E2E]) rmSync(old, { force: true });
mkdirSync(RESULTS, { recursive: true });

console.log('=== Set-up ===\n');
ensureInstalled();
const browser = await ensureBrowser();
console.log(`Browser: ${browser}`);
const firefox = ensureFirefox();
console.log(`Firefox: ${firefox}`);
ensureBuilt();

kind('Types', 'test:types');
kind('Lint', 'test:lint');
kind('Unit tests', 'test:unit', ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`]);
kind('End-to-end tests', 'test:e2e', ['--reporter=list,json'], {
  BENCHSIDE_BROWSER: browser,
  BENCHSIDE_FIREFOX: firefox,
  PLAYWRIGHT_JSON_OUTPUT_NAME: E2E,
});
