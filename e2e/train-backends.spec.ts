import { expect, type Page, test } from '@playwright/test';
import { servePage } from '../bench/pages/serve-page.mjs';
import { rng } from '../src/study/random';
import type { BackendReport } from '../src/train/trainer';

// Every backend in a real browser, with the headers of the application: each must compute what the CPU computes.
// The page of the trainer's benchmark serves, built for this test alone.

interface Trained {
  losses: number[];
  predictions: number[];
  left: number;
  bytes: number;
}

const random = rng('train-backends.spec');
const [n, d] = [150, 10];
const x = Array.from({ length: n * d }, () => random.normal());
const data = { n, d, x, y: Array.from({ length: n }, (_, i) => +(x[i * d] + random.normal() > 0)) };
const point = { hidden: [16, 8], learningRate: 0.01, batchSize: 32 };

let page: Page;
let server: Awaited<ReturnType<typeof servePage>>;
const problems: string[] = [];

const ask = <T>(call: string, body: unknown): Promise<T> =>
  page.evaluate(
    ([c, b]) => (window as unknown as { ask(call: unknown, body: unknown): Promise<never> }).ask(c, b),
    [call, body],
  );

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  server = await servePage('trainer-page');
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.address)) problems.push(`request to ${request.url()}`);
  });
  await page.goto(server.address);
  await page.waitForFunction(() => 'ask' in window);
});

test.afterAll(async () => {
  await page?.close();
  await server?.close();
});

test('the self-test finds WebGPU and right gradients on every backend, and chooses no software GPU', async () => {
  const { reports, chosen } = await ask<{ reports: BackendReport[]; chosen: string }>('selfTest', null);
  expect(reports.map((r) => r.backend)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
  for (const {
    backend,
    available,
    gradientError,
    gradientsRight,
    software,
    stepMs,
    pictureStepMs,
    adapter,
    why,
  } of reports) {
    expect({ backend, available, gradientsRight, why }).toEqual({
      backend,
      available: true,
      gradientsRight: true,
      why: null,
    });
    expect(gradientError).toBeLessThan(1e-4);
    expect(adapter).not.toBe('');
    expect(stepMs === null).toBe(software);
    expect(pictureStepMs === null).toBe(software || backend === 'cpu');
  }
  expect(reports.find((r) => r.backend === chosen)?.software).toBe(false);
});

test('an epoch with dropout gives the same losses and predictions everywhere, and leaves no tensor', async () => {
  const train = (backend: string) => ask<Trained>('train', { data, point, epochs: 2, backend, dropout: 0.2 });
  const truth = await train('cpu');
  expect(truth.losses[2]).toBeLessThan(truth.losses[0]);
  for (const backend of ['webgpu', 'webgl', 'wasm']) {
    const got = await train(backend);
    expect({ backend, left: got.left, bytes: got.bytes }).toEqual({ backend, left: 0, bytes: 0 });
    for (const [i, loss] of truth.losses.entries()) expect(Math.abs(got.losses[i] - loss)).toBeLessThan(1e-4);
    for (const [i, p] of truth.predictions.entries())
      expect(Math.abs(got.predictions[i] - p)).toBeLessThan(1e-4);
  }
});

test('folds trained together are those trained one after the other, on every backend', async () => {
  const body = { data, folds: 4, epochs: 1, dropout: 0.2 };
  // On WebGPU small nets are the epoch kernel's, and wide ones lie in stacks.
  const wide = { ...point, hidden: [512, 128] };
  for (const [backend, net] of [
    ['webgpu', point],
    ['webgpu', wide],
    ['webgl', point],
    ['cpu', point],
  ] as const) {
    const { together, inTurn, left } = await ask<
      Record<'together' | 'inTurn', { losses: number[] }> & { left: number }
    >('folds', { ...body, point: net, backend });
    expect({ backend, left, losses: together.losses.length }).toEqual({ backend, left: 0, losses: 8 });
    for (const [i, loss] of inTurn.losses.entries())
      expect(Math.abs(together.losses[i] - loss)).toBeLessThan(1e-4);
  }
});

test('the kernel of whole epochs on WebGPU trains nets of every shape as TensorFlow.js does', async () => {
  const most = await ask<Record<string, number>>('epochKernel', null);
  expect({ nets: most.nets, left: most.left }).toEqual({ nets: 5, left: 0 });
  for (const what of ['losses', 'predictions', 'weights', 'restored']) expect(most[what]).toBeLessThan(1e-4);
  // Other sums, other rounding: what was never compared would be 0.
  expect(most.weights).toBeGreaterThan(0);
});

test('a net of pictures with every operation trains alike everywhere, and looks at the same places', async () => {
  const train = (backend: string) =>
    ask<{
      losses: number[];
      predictions: number[];
      maps: number[];
      gradientError: number | null;
      left: number;
    }>('trainGraph', { epochs: 2, backend });
  const truth = await train('cpu');
  expect(truth.predictions.length).toBe(18);
  expect(Math.max(...truth.maps)).toBeGreaterThan(1e-3);
  for (const backend of ['webgpu', 'webgl', 'wasm']) {
    const { losses, predictions, maps, left, gradientError } = await train(backend);
    // On WASM our own kernels train them: src/train/wasm has their check against float64.
    if (backend !== 'wasm') expect(gradientError).toBeLessThan(1e-4);
    expect({ backend, left }).toEqual({ backend, left: 0 });
    for (const [got, wanted] of [
      [losses, truth.losses],
      [predictions, truth.predictions],
      [maps, truth.maps],
    ]) {
      expect(got.length).toBe(wanted.length);
      for (const [i, value] of wanted.entries()) expect(Math.abs(got[i] - value)).toBeLessThan(1e-3);
    }
  }
});

test('a lost GPU device is an error of its own', async () => {
  expect(await ask<string>('loseDevice', { data, point })).toBe('train.deviceLost');
});

test('nothing of this needed eval, another origin or a threaded WASM', () => {
  expect(problems).toEqual([]);
});
