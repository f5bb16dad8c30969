/** What a path of the repository becomes in the project: `../python/cluster/search_ray.py` -> `search_ray.py`. */
const under = (folder: string, files: Record<string, string>, prefix = ''): [string, string][] =>
  Object.entries(files).map(([path, text]) => [prefix + path.slice(folder.length), text]);

/** Every Python file of the project, by its path in it: the search, and the package that reads rows. */
export const pythonFiles = (): Map<string, string> =>
  new Map([
    ...under(
      '../python/cluster/',
      import.meta.glob<string>('../python/cluster/**/*.py', {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
    ),
    ...under(
      '../python/benchside/',
      import.meta.glob<string>('../python/benchside/**/*.py', {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
      'benchside/',
    ),
  ]);
