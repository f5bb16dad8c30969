import type { Binned } from './bins';
import type { TreeKernel } from './kernel';
import { ReferenceKernel } from './reference-kernel';
import { WasmTreeKernel } from './wasm-kernel';

const idle = new WeakMap<Binned, { kernel: TreeKernel; module: WebAssembly.Module | null }[]>();

/**
 * Has a kernel that holds the bins work while one tree grows, then keeps it for the next: trials of the same fold that
 * take turns need no memory each.
 *
 * @param module null: the reference
 */
export async function withKernel<T>(
  binned: Binned,
  outputs: number,
  module: WebAssembly.Module | null,
  work: (kernel: TreeKernel) => Promise<T>,
): Promise<T> {
  const kernels = idle.get(binned) ?? [];
  idle.set(binned, kernels);
  const at = kernels.findIndex((other) => other.kernel.outputs === outputs && other.module === module);
  const kernel =
    at >= 0
      ? kernels.splice(at, 1)[0].kernel
      : module
        ? new WasmTreeKernel(module, binned, outputs)
        : new ReferenceKernel(binned, outputs);
  try {
    return await work(kernel);
  } finally {
    kernels.push({ kernel, module });
  }
}
