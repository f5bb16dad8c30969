import type { Binned } from './bins';
import type { TreeKernel } from './kernel';
import { ReferenceKernel } from './reference-kernel';

const idle = new WeakMap<Binned, TreeKernel[]>();

/**
 * Lends a kernel that holds the bins, for the time that one tree grows: trials of the same fold that take turns need
 * no memory each. `giveKernel` takes it back.
 */
export function takeKernel(binned: Binned, outputs: number): TreeKernel {
  const kernels = idle.get(binned) ?? [];
  const at = kernels.findIndex((kernel) => kernel.outputs === outputs);
  return at >= 0 ? kernels.splice(at, 1)[0] : new ReferenceKernel(binned, outputs);
}

export function giveKernel(binned: Binned, kernel: TreeKernel): void {
  const kernels = idle.get(binned) ?? [];
  kernels.push(kernel);
  idle.set(binned, kernels);
}
