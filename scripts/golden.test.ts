import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goldenRequired, goldenThere } from './golden';

// A path counts when it stands in a test's name as Vitest collects it, whatever template made the name.
it.skipIf(!goldenThere)('every required path of golden.json stands in the name of a test', () => {
  const required = goldenRequired();
  expect(required.length).toBeGreaterThan(100);
  const roots = new Set(required.map((path) => path.split('/')[1]));
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('src', file))
    .filter((file) => {
      const text = readFileSync(file, 'utf8');
      return [...roots].some((root) => text.includes(`/${root}`));
    });
  const listed = execFileSync('npx', ['vitest', 'list', ...files, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  const names = (JSON.parse(listed.slice(listed.indexOf('['))) as { name: string }[]).map(({ name }) => name);
  // A longer path holds a shorter one: the name must end with it, or go on with a space.
  const holds = (name: string, path: string) => name.endsWith(path) || name.includes(`${path} `);
  expect(required.filter((path) => !names.some((name) => holds(name, path)))).toEqual([]);
});
