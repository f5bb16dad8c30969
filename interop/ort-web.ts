import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Page } from '@playwright/test';

// ONNX Runtime Web in the real browser, served from node_modules under an origin of its own.

const ORIGIN = 'http://onnxruntime.invalid/';
const DIST = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
const TYPES: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** One input of a net: row-major float32, as base64. */
export interface OrtInput {
  name: string;
  shape: number[];
  data: string;
}

/** A page on which `runOnnx` can be called. */
export async function openOrt(page: Page): Promise<void> {
  await page.route(`${ORIGIN}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '')
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>ONNX</title>' });
    return route.fulfill({ contentType: TYPES[extname(name)], body: readFileSync(join(DIST, name)) });
  });
  await page.goto(ORIGIN);
}

/** The output `y` of a model for its inputs, on the WebAssembly backend in one thread. */
export const runOnnx = (page: Page, model: Uint8Array, inputs: OrtInput[], output = 'y'): Promise<number[]> =>
  page.evaluate(
    async ({ origin, bytes, given, wanted }) => {
      const decode = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const ort = await import(/* @vite-ignore */ `${origin}ort.wasm.min.mjs`);
      ort.env.wasm.wasmPaths = origin;
      ort.env.wasm.numThreads = 1;
      const session = await ort.InferenceSession.create(decode(bytes));
      const feeds = Object.fromEntries(
        given.map(({ name, shape, data }) => [
          name,
          new ort.Tensor('float32', new Float32Array(decode(data).buffer), shape),
        ]),
      );
      const answer = await session.run(feeds);
      await session.release();
      return Array.from(answer[wanted].data as Float32Array);
    },
    { origin: ORIGIN, bytes: Buffer.from(model).toString('base64'), given: inputs, wanted: output },
  );
