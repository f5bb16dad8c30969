// Training and feature extraction on WebGPU in plain Node, through Dawn: for machines with a GPU and no browser.
// `npm install --no-save webgpu@0.6.2` first: its native files are too large to be a dependency of everybody.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../scripts/install.mjs';
import { handWrittenKernels } from '../scripts/kernels.mjs';

/** Beside it `webgpu` is found in the repository's own node_modules. */
const OUT = join(ROOT, '.cache', 'gpu-node');

/** The bench as one file that needs nothing but Node and `webgpu`. */
async function buildForNode(out) {
  mkdirSync(out, { recursive: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [handWrittenKernels()],
    build: {
      ssr: join(ROOT, 'bench/gpu-node/run.ts'),
      outDir: out,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'run.mjs' } },
    },
    ssr: { noExternal: true },
  });
  writeFileSync(
    join(out, 'start.mjs'),
    `import { createRequire } from 'node:module';
const { create, globals } = createRequire(import.meta.url)('webgpu');
Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]), userAgent: 'node' }, configurable: true });
const { measure } = await import('./run.mjs');
await measure(process.argv.includes('--small'));
process.exit(0);
`,
  );
  return join(out, 'start.mjs');
}

export async function run() {
  const start = await buildForNode(OUT);
  try {
    createRequire(start).resolve('webgpu');
  } catch {
    throw new Error('the package webgpu is not there: npm install --no-save webgpu@0.6.2');
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [start], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
