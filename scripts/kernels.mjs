// The hand-written kernels: assembly/*.ts to WebAssembly, once with the instructions every browser has and once with
// relaxed SIMD (fused multiply-add), which src/train/wasm takes where it is there; those of graph nets alone for the
// predictor page.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../assembly', import.meta.url));
const LOCK = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const BUILT = fileURLToPath(new URL('../node_modules/.cache/benchside/kernels', import.meta.url));
const BUILDS = {
  simd: { entry: 'index.ts', features: ['simd'] },
  relaxed: { entry: 'index.ts', features: ['simd', 'relaxed-simd'] },
  graphs: { entry: 'graph-nets.ts', features: ['simd'] },
};
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='];

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(LOCK)).update(OPTIONS.join());
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(join(SOURCES, name)));
  return hash.digest('hex').slice(0, 16);
}

async function compile({ entry, features }, outFile) {
  const { default: asc } = await import('assemblyscript/asc');
  const errors = [];
  const { error } = await asc.main(
    [
      join(SOURCES, entry),
      ...['--outFile', outFile, ...OPTIONS],
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    { stderr: { write: (text) => errors.push(text) }, baseDir: '/' },
  );
  if (error) throw new Error(`assembly/ does not compile: ${errors.join('')}`);
}

/** The bytes of one build, from the cache where its sources have not changed. */
async function kernels(name) {
  const file = join(BUILT, `${name}-${fingerprint()}.wasm`);
  if (!existsSync(file)) {
    mkdirSync(BUILT, { recursive: true });
    // Under a name of its own first: two processes may build at once, and two workers' bundles in one.
    const draft = join(BUILT, `${name}-${randomUUID()}.wasm`);
    await compile(BUILDS[name], draft);
    renameSync(draft, file);
  }
  return readFileSync(file);
}

/**
 * Vite plugin: `import url from 'virtual:kernels/simd?url'` is the address of that build: an asset of the production
 * build, a data: address elsewhere (the development server has no policy, Node fetches it as well) and where `inline`.
 */
export const handWrittenKernels = ({ inline = false } = {}) => {
  let building = false;
  return {
    name: 'benchside:kernels',
    enforce: 'pre',
    configResolved(config) {
      building = config.command === 'build' && !inline;
    },
    resolveId: (source) =>
      /^virtual:kernels\/(simd|relaxed|graphs)\?url$/.test(source) ? `\0${source.split('?')[0]}` : null,
    async load(id) {
      const name = /^\0virtual:kernels\/(\w+)$/.exec(id)?.[1];
      if (!name) return null;
      const source = await kernels(name);
      if (!building) {
        const url = `data:application/wasm;base64,${source.toString('base64')}`;
        return `export default ${JSON.stringify(url)};`;
      }
      const asset = this.emitFile({ type: 'asset', name: `kernels-${name}.wasm`, source });
      return `export default import.meta.ROLLUP_FILE_URL_${asset};`;
    },
  };
};
