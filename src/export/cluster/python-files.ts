import { pythonFiles } from '../python-files';

const FOLDER = '../python/cluster/';

const own = import.meta.glob<string>('../python/cluster/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every Python file of the project, by its path in it: the search, and the package that reads rows. */
export const clusterPython = (): Map<string, string> =>
  new Map([
    ...Object.entries(own).map(([path, text]): [string, string] => [path.slice(FOLDER.length), text]),
    ...[...pythonFiles()].filter(([path]) => path.startsWith('benchside/')),
  ]);
