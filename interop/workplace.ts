import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { expect } from '../e2e/fixtures';

// What the checks of whole bundles share: the headless runner, Python, and files.

function run(command: string, args: string[], cwd: string): string {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: cwd, KERAS_BACKEND: 'jax' },
    maxBuffer: 1 << 28,
  });
  expect(done.status, `${command} ${args.join(' ')}\n${done.stdout.slice(-2000)}\n${done.stderr}`).toBe(0);
  return done.stdout;
}

const script = (name: string) => fileURLToPath(new URL(`../scripts/${name}.mjs`, import.meta.url));

/** A command of the headless runner in a folder, and what it printed. */
export const runner = (name: string, cwd: string, ...args: string[]): string =>
  run(process.execPath, [script(name), ...args], cwd);

/** A Python file in a folder, and what it printed. */
export const python = (cwd: string, ...args: string[]): string =>
  run(process.env.BENCHSIDE_PYTHON ?? 'python3', args, cwd);

export function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

export function unzipped(zip: string, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) write(join(folder, path), bytes);
}
