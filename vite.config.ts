import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { CONTENT_SECURITY_POLICY } from './scripts/csp.mjs';
import { handWrittenKernels } from './scripts/kernels.mjs';
import { predictorPageFile } from './scripts/predictor-page.mjs';

/** In the build only: Vite's development client needs inline scripts and a web socket. */
const policyInPages = (): Plugin => ({
  name: 'benchside:content-security-policy',
  apply: 'build',
  transformIndexHtml: (html) =>
    html.replace(
      '<meta charset="utf-8" />',
      `$&\n    <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />`,
    ),
});

/**
 * Threaded WASM starts its threads from the source text of a function; minified, it waits for ever on a page
 * that is cross-origin isolated. One single-threaded worker a core is what we use, so its two modules stay out:
 * whoever asks for threads gets an error at once.
 */
const withoutThreadedWasm = (): Plugin => ({
  name: 'benchside:without-threaded-wasm',
  enforce: 'pre',
  resolveId: (source) =>
    /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/.test(source) ? '\0benchside:no-threads' : null,
  load: (id) =>
    id === '\0benchside:no-threads'
      ? `export default () => Promise.reject(new Error('threaded WASM is not part of this build'));
         export const wasmWorkerContents = '';`
      : null,
});

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  // Relative addresses: any folder of any web server may host the build.
  base: './',
  plugins: [react(), withoutThreadedWasm(), handWrittenKernels(), policyInPages(), predictorPageFile()],
  worker: {
    format: 'es',
    plugins: () => [withoutThreadedWasm(), handWrittenKernels()],
    // Apart from the page's scripts, so that the first page's size can be told from the engine's.
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        entryFileNames: 'assets/worker/[name]-[hash].js',
        chunkFileNames: 'assets/worker/[name]-[hash].js',
      },
    },
  },
  build: {
    target: 'es2023',
    // The policy allows no data: fonts, and a worker or module as data: URL would not run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The engine with TensorFlow.js is one worker of about 1 MB; the first page has its own limit in scripts/size.mjs.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { index: page('index.html'), headless: page('headless.html') },
    },
  },
  server: { host: '127.0.0.1', watch: { ignored: ['**/.cache/**', '**/test-results/**', '**/dist/**'] } },
  // Found only when a worker starts, they would reload the page in the middle of the first visit.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
      'dicom-parser',
      'fflate',
      'hash-wasm',
      'idb',
      'nifti-reader-js',
      'read-excel-file/universal',
      'uplot',
      'valibot',
    ],
  },
});
