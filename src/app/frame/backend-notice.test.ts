import { describe, expect, it } from 'vitest';
import type { BackendReport } from '../../train/trainer';
import { backendNotice } from './backend-notice';

const report = (change: Partial<BackendReport>): BackendReport => ({
  backend: 'webgpu',
  available: true,
  software: false,
  adapter: 'A GPU',
  gradientError: 1e-6,
  gradientsRight: true,
  stepMs: 1,
  pictureStepMs: null,
  why: null,
  ...change,
});

describe('backendNotice', () => {
  it('is untested before the self-test', () => {
    expect(backendNotice(null, null)).toBe('untested');
    expect(backendNotice([report({})], null)).toBe('untested');
  });

  it('names the GPU where there is one', () => {
    expect(backendNotice([report({})], 'webgpu')).toBe('named');
    expect(backendNotice([report({ adapter: '' })], 'webgpu')).toBe('plain');
  });

  it('says why no GPU computes', () => {
    const wasm = report({ backend: 'wasm', adapter: 'SIMD' });
    const beside = (gpu: Partial<BackendReport>) => backendNotice([report(gpu), wasm], 'wasm');
    expect(beside({ available: false, why: 'unavailable' })).toBe('noGpu');
    expect(beside({ software: true })).toBe('noRealGpu');
    expect(beside({ gradientsRight: false, why: 'gradient' })).toBe('wrongGpu');
    expect(beside({ stepMs: 9 })).toBe('fasterThanGpu');
  });

  it('warns of a backend chosen by hand that cannot be used', () => {
    expect(backendNotice([report({ gradientsRight: false })], 'webgpu')).toBe('unusable');
    expect(backendNotice([report({ available: false, why: 'missing' })], 'webgpu')).toBe('unusable');
  });
});
