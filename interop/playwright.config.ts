import { fileURLToPath } from 'node:url';
import base from '../playwright.config';

/** The same browser and server; what other software makes of a bundle is compared in `matrix.spec.ts`. */
export default {
  ...base,
  testDir: '.',
  outputDir: '../test-results/interop',
  timeout: 300_000,
  // No person waits here, and much is one process after the other: the two files go side by side.
  workers: 2,
  webServer: { ...base.webServer, cwd: fileURLToPath(new URL('..', import.meta.url)) },
};
