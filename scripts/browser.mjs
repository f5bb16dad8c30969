import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './install.mjs';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const inApplications = (name) => [
  `/Applications/${name}.app/Contents/MacOS/${name}`,
  join(homedir(), `Applications/${name}.app/Contents/MacOS/${name}`),
];
const inProgramFiles = (path) =>
  ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [join(process.env[name], path)] : [],
  );

const inPath = (commands) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => commands.map((command) => join(folder, command)));

function candidates() {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap(inApplications);
    case 'win32':
      return [
        'Google/Chrome/Application/chrome.exe',
        'Chromium/Application/chrome.exe',
        'Microsoft/Edge/Application/msedge.exe',
      ].flatMap(inProgramFiles);
    default:
      return inPath(COMMANDS);
  }
}

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser that Playwright downloaded earlier, if it did. */
async function downloaded() {
  try {
    const { chromium } = await import('@playwright/test');
    const file = chromium.executablePath();
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** An installed Chromium, Chrome or Edge; `BENCHSIDE_BROWSER` goes before all. null where there is none. */
export async function findBrowser() {
  const named = process.env.BENCHSIDE_BROWSER;
  if (named) return runnable(named) ? named : null;
  return candidates().find(runnable) ?? (await downloaded());
}

/** How every script and test starts that browser. Root may not use Chromium's sandbox. */
export const launchArgs = () => [
  '--enable-unsafe-webgpu',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const isDebianRoot = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;
const hasHangul = () =>
  spawnSync('fc-list', [':lang=ko', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '';

function installFromDebian(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  return (
    run('apt-get', ['update', '-q'], { quiet: true, env }) === 0 &&
    run('apt-get', ['install', '-y', '-q', ...packages], { quiet: true, env }) === 0
  );
}

/** Finds a browser or installs one. Ends the process with one line where neither works. */
export async function ensureBrowser() {
  const named = process.env.BENCHSIDE_BROWSER;
  if (named && !runnable(named)) {
    console.error(`BENCHSIDE_BROWSER names ${named}, which is no program that can be run.`);
    process.exit(1);
  }
  let found = await findBrowser();
  if (!found && isDebianRoot()) {
    console.error('No Chromium, Chrome or Edge is installed: installing chromium …');
    installFromDebian(['chromium', 'fonts-noto-cjk']);
    found = await findBrowser();
  }
  if (!found) {
    console.error("Trying Playwright's own download …");
    run('npx', ['playwright', 'install', 'chromium'], { quiet: true });
    found = await findBrowser();
  }
  if (!found) {
    console.error('No browser: install Chromium, Chrome or Edge, or name one in BENCHSIDE_BROWSER.');
    process.exit(1);
  }
  // Screenshots with Korean texts need a font that has them.
  if (process.platform === 'linux' && isDebianRoot() && !hasHangul()) installFromDebian(['fonts-noto-cjk']);
  return found;
}

/** Firefox, which some tests drive; `BENCHSIDE_FIREFOX` goes before all. null where there is none. */
export function findFirefox() {
  const named = process.env.BENCHSIDE_FIREFOX;
  if (named) return runnable(named) ? named : null;
  const places = {
    darwin: ['Firefox'].flatMap(inApplications).map((path) => path.replace(/Firefox$/, 'firefox')),
    win32: inProgramFiles('Mozilla Firefox/firefox.exe'),
  };
  return (places[process.platform] ?? inPath(['firefox-esr', 'firefox'])).find(runnable) ?? null;
}

/** Finds Firefox or installs Debian's. Ends the process with one line where neither works. */
export function ensureFirefox() {
  if (!findFirefox() && isDebianRoot()) {
    console.error('No Firefox is installed: installing firefox-esr …');
    installFromDebian(['firefox-esr']);
  }
  const found = findFirefox();
  if (!found) {
    console.error('No Firefox: install firefox-esr (or Firefox), or name it in BENCHSIDE_FIREFOX.');
    process.exit(1);
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(await ensureBrowser());
