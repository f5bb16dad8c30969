import { expect, test } from 'vitest';
import { isSoftware } from './adapter';

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
