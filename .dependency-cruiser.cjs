// The direction of imports (ARCHITECTURE.md): each room may import from the rooms above it and from study/.
const rooms = [
  'study',
  'data',
  'prep',
  'split',
  'models',
  'train',
  'search',
  'evaluate',
  'guard',
  'explain',
  'export',
  'engine',
  'app',
  'predictor-page',
];
const below = (i) => rooms.slice(i + 1).join('|');

module.exports = {
  forbidden: [
    ...rooms.slice(0, -1).map((room, i) => ({
      name: `${room}-imports-only-what-stands-above`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${below(i)})/` },
    })),
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-app-knows-react',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app/|predictor-page/|main)' },
      to: { path: 'node_modules/(react|react-dom|react-i18next|zustand|@mantine|@dnd-kit|uplot)' },
    },
    {
      name: 'the-predictor-page-stays-small',
      severity: 'error',
      from: { path: '^src/predictor-page/' },
      to: {
        path: 'node_modules/(react-i18next|i18next|zustand|@mantine|@tabler|@dnd-kit|uplot)|^src/app/store/',
      },
    },
    {
      name: 'tensorflow-stays-in-train-and-export',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(train|export)/' },
      to: { path: 'node_modules/@tensorflow' },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'] },
  },
};
