import { fileURLToPath } from 'node:url';
import base from '../playwright.config';

/** The same browser and server; what other software makes of a bundle is compared in `matrix.spec.ts`. */
export default {
  ...base,
  testDir: '.',
  outputDir: '../test-results/interop',
  // Beside it the formats are compared: what takes a minute alone may take several.
  timeout: 900_000,
  webServer: { ...base.webServer, cwd: fileURLToPath(new URL('..', import.meta.url)) },
};
