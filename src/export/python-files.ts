const sources = import.meta.glob<string>(['./python/**/*.{py,txt}', '!./python/cluster/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * What predicts without the app, by its path in the bundle: `predict.py`, `requirements.txt`, `benchside/…`. In the
 * order of the paths, so that a bundle is the same bytes wherever it is built.
 */
export const pythonFiles = (): Map<string, string> =>
  new Map(
    Object.entries(sources)
      .map(([path, text]): [string, string] => [path.replace('./python/', ''), text])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
