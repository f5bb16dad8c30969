import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../scripts/install.mjs';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const FOLDER = join(ROOT, '.cache/python');
const STAMP = join(FOLDER, 'installed');

const lastLine = ({ error, stderr }) =>
  error?.message ?? (stderr ?? '').trim().split('\n').at(-1) ?? 'no message';

/**
 * The Python of a virtual environment that holds what interop/requirements.txt pins, made where it is not there yet.
 * @returns `{python}`, or `{reason}`: one line on why there is none
 */
export function ensurePython() {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const python = join(FOLDER, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return { python };
  console.log('Installing the Python packages of interop/requirements.txt …');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const steps = [
    [process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', FOLDER]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]],
  ];
  for (const [command, args] of steps) {
    const done = spawnSync(command, args, { encoding: 'utf8' });
    if (done.status !== 0) return { reason: `${command} ${args.slice(0, 3).join(' ')} …: ${lastLine(done)}` };
  }
  writeFileSync(STAMP, wanted);
  return { python };
}
