// The predictor page's template: one HTML file with its script and styles inside, for `export/predictor-page.ts` to
// put a model into. It has no addresses of its own, so it is a build of its own in one classic script.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { handWrittenKernels } from './kernels.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const FOLDER = here('../src/predictor-page/');
const FILE = 'predictor-page.html';

/** Codes of errors that can befall a page without a study; the sentences of all others stay out. */
const BEFALL = ['unexpected', 'cancelled', 'data', 'use', 'image', 'images', 'prep', 'train'];
/** Of these what befalls folders, zips, names and tables of pictures, which the page does not read. */
const ELSEWHERE = /^image\.(emptyFolder|zip|pattern|table)/;

/** Compressed DICOM needs codecs of 1.4 MB, which stay out: such a file is refused by the name of its form. */
const withoutCodecs = () => ({
  name: 'benchside:without-codecs',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/native-codecs') ? `${FOLDER}no-codecs.ts` : null),
});

const withoutOtherErrors = () => ({
  name: 'benchside:without-other-errors',
  enforce: 'pre',
  load(id) {
    if (!/\/i18n\/\w+\/errors\.json$/.test(id)) return null;
    const all = JSON.parse(readFileSync(id, 'utf8'));
    const here = (group) =>
      Object.fromEntries(Object.entries(all[group]).filter(([code]) => !ELSEWHERE.test(`${group}.${code}`)));
    return JSON.stringify(Object.fromEntries(BEFALL.map((group) => [group, here(group)])));
  },
});

async function scriptAndStyles() {
  const { output } = await build({
    configFile: false,
    // Whatever the process that builds is in, such as a test: React's other build is twice as large.
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    root: here('..'),
    publicDir: false,
    logLevel: 'warn',
    plugins: [withoutCodecs(), withoutOtherErrors(), handWrittenKernels({ inline: true })],
    build: {
      write: false,
      target: 'es2023',
      cssCodeSplit: false,
      modulePreload: false,
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      chunkSizeWarningLimit: 4096,
      rolldownOptions: {
        input: `${FOLDER}main.tsx`,
        // A classic script has no address: what asks for one is not part of the page.
        transform: { define: { 'import.meta.url': 'undefined', 'import.meta.resolve': 'undefined' } },
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const text = (type, ending) =>
    output
      .filter((file) => file.type === type && file.fileName.endsWith(ending))
      .map((file) => file.code ?? file.source)
      .join('\n');
  return { script: text('chunk', '.js'), styles: text('asset', '.css') };
}

/** What would end a script element early, written in another way; both stand in strings and patterns only. */
const harmless = (script) =>
  script
    .trim()
    .replace(/<\/(script)/gi, '<\\/$1')
    .replaceAll('<!--', '<\\!--');

const hash = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** The page's own script and styles may run and nothing else; nothing may be asked of any address. */
const policy = (script, styles) =>
  [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(styles)}`,
    'img-src data: blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

export async function predictorPageTemplate() {
  const { script: raw, styles } = await scriptAndStyles();
  const script = harmless(raw);
  const fill = (template, mark, text) => template.replace(mark, () => text);
  const template = readFileSync(`${FOLDER}template.html`, 'utf8');
  return [
    ['CONTENT_SECURITY_POLICY', policy(script, styles)],
    ['/* STYLES */', styles],
    ['/* SCRIPT */', script],
  ].reduce((page, [mark, text]) => fill(page, mark, text), template);
}

/** Vite plugin: `predictor-page.html` in the build, and from the development server, made when it is asked for. */
export const predictorPageFile = () => ({
  name: 'benchside:predictor-page',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: FILE, source: await predictorPageTemplate() });
  },
  configureServer(server) {
    server.middlewares.use(`/${FILE}`, (_, response, next) => {
      predictorPageTemplate()
        .then((page) => response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page))
        .catch(next);
    });
  },
});
