import { expect, test } from 'vitest';
import { startBackend, tryBackend } from './backends';
import { batchGradient, checkNet, gradientError, relativeError } from './gradient-check';
import { Kernels } from './kernels';
import { flatten, initialWeights, layoutOf } from './layout';
import { referenceGradient } from './reference';

const kernels = async () => new Kernels('cpu', (await startBackend('cpu')).backend);

test('gradients of all three losses are those of float64 finite differences', async () => {
  expect(await gradientError(await kernels())).toBeLessThan(1e-5);
});

test('a gradient wrong in one element is found, and so is NaN', async () => {
  const { spec, rows } = checkNet('binary');
  const weights = initialWeights(spec, ['wrong']);
  const wanted = referenceGradient(spec, weights, rows);
  const got = await batchGradient(await kernels(), spec, flatten(layoutOf(spec), weights), rows);
  expect(relativeError(spec, got, wanted)).toBeLessThan(1e-5);
  const wrong = got.slice();
  wrong[3] *= -1;
  expect(relativeError(spec, wrong, wanted)).toBeGreaterThan(1e-3);
  wrong[3] = Number.NaN;
  expect(relativeError(spec, wrong, wanted)).toBe(Number.POSITIVE_INFINITY);
});

test('finite differences of a net that can be derived by hand', () => {
  // One row, one weight, squared error: d/dw (w x + b - y)^2 = 2 (w x + b - y) x.
  const spec = {
    ...checkNet('mse').spec,
    inputs: 1,
    layers: [{ units: 1, activation: 'linear' as const, dropout: 0 }],
  };
  const rows = { n: 1, d: 1, x: Float32Array.of(3), y: Float32Array.of(1) };
  const weights = [{ kernel: Float32Array.of(2), bias: Float32Array.of(0.5) }];
  const [kernel, bias] = referenceGradient(spec, weights, rows);
  expect(kernel).toBeCloseTo(2 * 5.5 * 3, 6);
  expect(bias).toBeCloseTo(2 * 5.5, 6);
});

test('a backend that is not there says so', async () => {
  expect(await tryBackend('webgpu')).toBe('unavailable');
  expect(await tryBackend('webgl')).toBe('unavailable');
  await expect(startBackend('webgpu')).rejects.toMatchObject({
    code: 'train.backend',
    details: { backend: 'webgpu' },
  });
});
