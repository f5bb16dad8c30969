import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serve } from '../../scripts/serve.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Builds a page of bench/ as the application is built and serves it with the same headers. */
export async function servePage(name) {
  const outDir = `${ROOT}.cache/bench/${name}`;
  await build({
    configFile: `${ROOT}vite.config.ts`,
    root: `${ROOT}bench/${name}`,
    logLevel: 'error',
    // The application keeps its pretrained backbones there.
    publicDir: `${ROOT}public`,
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: `${ROOT}bench/${name}/index.html` } },
  });
  return serve({ root: outDir, port: 0 });
}
