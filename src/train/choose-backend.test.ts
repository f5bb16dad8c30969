import { expect, test } from 'vitest';
import type { BackendName } from '../study/schema';
import { chooseBackend } from './choose-backend';
import type { BackendReport } from './trainer';

const report = (
  backend: BackendName,
  stepMs: number,
  changes: Partial<BackendReport> = {},
): BackendReport => ({
  backend,
  available: true,
  software: false,
  adapter: backend,
  gradientError: 1e-7,
  gradientsRight: true,
  stepMs,
  pictureStepMs: null,
  why: null,
  ...changes,
});

test('the fastest at small nets of a table is chosen for tables', () => {
  const reports = [report('webgpu', 5), report('webgl', 4), report('wasm', 0.5), report('cpu', 2)];
  expect(chooseBackend(reports, 'table')).toBe('wasm');
});

test('within a tenth of the fastest the order of preference decides', () => {
  expect(chooseBackend([report('webgpu', 1.09), report('wasm', 1), report('cpu', 3)], 'table')).toBe(
    'webgpu',
  );
  expect(chooseBackend([report('webgpu', 1.11), report('wasm', 1), report('cpu', 3)], 'table')).toBe('wasm');
});

test('software, wrong gradients and what is not there are passed over', () => {
  const reports = [
    report('webgpu', 0.1, { software: true }),
    report('webgl', 0.1, { gradientsRight: false, why: 'gradient' }),
    report('wasm', 0.1, { available: false, why: 'unavailable' }),
    report('cpu', 9),
  ];
  expect(chooseBackend(reports, 'table')).toBe('cpu');
  expect(() => chooseBackend(reports.slice(0, 3), 'table')).toThrow(
    expect.objectContaining({ code: 'train.backend' }),
  );
});

const pictures = (small: number, large: number): Partial<BackendReport> => ({
  pictureStepMs: [
    { side: 28, ms: small },
    { side: 56, ms: large },
  ],
});

test('pictures are trained where pictures are fastest, by their size: what dispatches cost is paid once', () => {
  const reports = [
    report('webgpu', 5, pictures(40, 42)),
    report('wasm', 0.1, pictures(25, 100)),
    report('cpu', 0.5),
  ];
  expect(chooseBackend(reports, 'table')).toBe('wasm');
  const of = (side: number) => chooseBackend(reports, { pixels: side ** 2 });
  expect([8, 28, 32, 64, 224].map(of)).toEqual(['wasm', 'wasm', 'wasm', 'webgpu', 'webgpu']);
});

test('a larger picture that was measured as faster is no reason to expect less than nothing', () => {
  const reports = [report('webgpu', 5, pictures(40, 30)), report('wasm', 0.1, pictures(25, 130))];
  expect(chooseBackend(reports, { pixels: 1e6 })).toBe('webgpu');
});

test('what cannot train pictures is passed over, and JavaScript is left where nothing else can', () => {
  const cannot = report('wasm', 0.1);
  expect(
    chooseBackend([cannot, report('cpu', 2), report('webgl', 3, pictures(90, 99))], { pixels: 784 }),
  ).toBe('webgl');
  expect(chooseBackend([cannot, report('cpu', 2)], { pixels: 784 })).toBe('cpu');
});
