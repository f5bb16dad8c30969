import { afterEach, expect, test, vi } from 'vitest';
import { isSoftware, webgpuAdapter } from './adapter';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A browser whose GPU answers these, one after the other. */
function browserWith(...answers: (object | null)[]) {
  vi.useFakeTimers();
  const requestAdapter = vi.fn(async () => answers.shift() ?? null);
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
  return requestAdapter;
}

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

test('a GPU that has just begun is asked once more', async () => {
  const late = browserWith(null, { info: { vendor: 'nvidia', description: 'RTX 3060' } });
  const found = webgpuAdapter();
  await vi.runAllTimersAsync();
  expect(await found).toEqual({ name: 'RTX 3060', software: false });
  expect(late).toHaveBeenCalledTimes(2);

  const none = browserWith();
  const missing = webgpuAdapter();
  await vi.runAllTimersAsync();
  expect(await missing).toBeNull();
  expect(none).toHaveBeenCalledTimes(2);
});

test('a GPU that answers at once is asked once', async () => {
  const asked = browserWith({ info: { vendor: 'google', architecture: 'swiftshader' } });
  expect(await webgpuAdapter()).toEqual({ name: 'google swiftshader', software: true });
  expect(asked).toHaveBeenCalledTimes(1);
});
