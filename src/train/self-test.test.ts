import { expect, test } from 'vitest';
import type { BackendName } from '../study/schema';
import { isSoftware } from './adapter';
import { chooseBackend } from './self-test';
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
  why: null,
  ...changes,
});

test('the fastest is chosen', () => {
  const reports = [report('webgpu', 5), report('webgl', 4), report('wasm', 0.5), report('cpu', 2)];
  expect(chooseBackend(reports)).toBe('wasm');
});

test('within a tenth of the fastest the order of preference decides', () => {
  expect(chooseBackend([report('webgpu', 1.09), report('wasm', 1), report('cpu', 3)])).toBe('webgpu');
  expect(chooseBackend([report('webgpu', 1.11), report('wasm', 1), report('cpu', 3)])).toBe('wasm');
});

test('software, wrong gradients and what is not there are passed over', () => {
  const reports = [
    report('webgpu', 0.1, { software: true }),
    report('webgl', 0.1, { gradientsRight: false, why: 'gradient' }),
    report('wasm', 0.1, { available: false, why: 'unavailable' }),
    report('cpu', 9),
  ];
  expect(chooseBackend(reports)).toBe('cpu');
  expect(() => chooseBackend(reports.slice(0, 3))).toThrow(
    expect.objectContaining({ code: 'train.backend' }),
  );
});

test('software renderers are known by the names they give', () => {
  for (const name of [
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'llvmpipe (LLVM 15.0.7, 256 bits)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)',
    'google swiftshader',
  ])
    expect(isSoftware(name)).toBe(true);
  for (const name of [
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)',
    'apple metal-3',
    'Mali-G78',
    'intel gen-12lp',
  ])
    expect(isSoftware(name)).toBe(false);
});
