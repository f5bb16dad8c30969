import type { KernelBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { Kernels } from './kernels';

/** What WebGPU keeps: freed buffers of two sizes beside those in use. */
function keeping() {
  const destroyed: number[] = [];
  const buffer = (size: number) => ({ size, destroy: () => destroyed.push(size) }) as unknown as GPUBuffer;
  const bufferManager = {
    freeBuffers: new Map([
      ['400_1', [buffer(400), buffer(400)]],
      ['80_1', [buffer(80)]],
    ]),
    numFreeBuffers: 3,
    numBytesAllocated: 1000,
    numBytesUsed: 120,
  };
  return { destroyed, bufferManager };
}

it('gives back what lies idle on the GPU where it is more than may be kept, and counts it', () => {
  const { destroyed, bufferManager } = keeping();
  const kernels = new Kernels('webgpu', { bufferManager } as unknown as KernelBackend);
  kernels.trim(880);
  expect(destroyed).toEqual([]);
  kernels.trim(879);
  expect(destroyed).toEqual([400, 400, 80]);
  expect(bufferManager).toMatchObject({ numFreeBuffers: 0, numBytesAllocated: 120, numBytesUsed: 120 });
  // The lists stay, for the next buffers that are freed.
  expect([...bufferManager.freeBuffers.values()]).toEqual([[], []]);
});

it('has nothing to give back elsewhere', () => {
  expect(() => new Kernels('wasm', {} as KernelBackend).trim(0)).not.toThrow();
});
