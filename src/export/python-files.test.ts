import { expect, it } from 'vitest';
import { everyStep } from '../prep';
import { pythonFiles } from './python-files';

const files = pythonFiles();
const text = (path: string): string => files.get(path) ?? '';

it('holds the command, the package whole, and what is to be installed', () => {
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['predict.py', 'requirements.txt', 'benchside/__init__.py']),
  );
  expect([...files.keys()]).toEqual([...files.keys()].sort());
  // What a module imports of the package is in the bundle with it.
  for (const [path, source] of files)
    for (const [, name] of source.matchAll(/^ *from \.([a-z_]+) import/gm)) {
      const folder = path.slice(0, path.lastIndexOf('/'));
      const there = files.has(`${folder}/${name}.py`) || files.has(`${folder}/${name}/__init__.py`);
      expect(there, `${path} imports .${name}`).toBe(true);
    }
});

it('every package that is to be installed has one version for each Python', () => {
  const lines = text('requirements.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const found = lines.map((line) => /^([a-z]+)==\d+\.\d+\.\d+; python_version (<|>=) "3\.11"$/.exec(line));
  const packages = ['numpy', 'onnxruntime', 'pillow'];
  expect(found.map((parts) => parts && `${parts[1]} ${parts[2]}`)).toEqual(
    packages.flatMap((name) => [`${name} >=`, `${name} <`]),
  );
});

it('every step on tables can be applied', () => {
  const known = [...text('benchside/table_steps/__init__.py').matchAll(/^ {4}"([a-z-]+)": /gm)];
  expect(known.map(([, name]) => name)).toEqual(everyStep.map(({ name }) => name));
});
