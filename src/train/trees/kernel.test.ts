import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { loadKernels } from '../wasm/kernels';
import { binsOf } from './bins';
import type { TreeKernel } from './kernel';
import { ReferenceKernel } from './reference-kernel';
import { WasmTreeKernel } from './wasm-kernel';

const module = await loadKernels();

function table(seed: number, outputs: number) {
  const random = rng('tree kernels', seed);
  const [n, d] = [1 + random.int(60), 1 + random.int(5)];
  const levels = Array.from({ length: d }, () => 1 + random.int(9));
  const x = Float32Array.from({ length: n * d }, (_, i) =>
    random.int(6) === 0 ? Number.NaN : random.int(levels[i % d]),
  );
  const gradients = {
    g: Float64Array.from({ length: n * outputs }, () => random.normal()),
    h: Float64Array.from({ length: n }, () => random.next()),
  };
  const rows = Uint32Array.from({ length: n }, (_, i) => i).filter(() => random.int(4) > 0);
  return { binned: binsOf(x, n, d, 6, [0]), gradients, rows, random, n };
}

function found(kernel: TreeKernel, entries: number) {
  const { bins, g, h, rows } = kernel.found;
  return [
    bins.slice(0, entries),
    g.slice(0, entries * kernel.outputs),
    h.slice(0, entries),
    rows.slice(0, entries),
  ].map((list) => [...list]);
}

describe.each([1, 3])('%i sums a row', (outputs) => {
  it('WebAssembly gives what the reference gives, to the bit', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { binned, gradients, rows, random } = table(seed, outputs);
        const kernels = [new ReferenceKernel(binned, outputs), new WasmTreeKernel(module, binned, outputs)];
        for (const kernel of kernels) kernel.begin(gradients, rows);
        const both = (ask: (kernel: TreeKernel) => unknown) =>
          expect(ask(kernels[1])).toEqual(ask(kernels[0]));
        both((kernel) => kernel.sums(0, rows.length));
        for (const input of binned.usable) {
          const left = Uint8Array.from({ length: 256 }, () => random.int(2));
          both((kernel) => kernel.partition(input, 0, rows.length, left));
          both((kernel) => [...kernel.order]);
          const [from, to] = [random.int(rows.length + 1), random.int(rows.length + 1)].sort((a, b) => a - b);
          for (const kernel of kernels) {
            kernel.build(0, 0, rows.length);
            kernel.build(1, from, to);
            kernel.subtract(0, 1);
          }
          for (const slot of [0, 1]) both((kernel) => found(kernel, kernel.entries(slot, input)));
          both((kernel) => found(kernel, kernel.entriesOf(input, from, to)));
        }
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  it("what is left of the parent's histogram is the sibling's own", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { binned, gradients, rows, random } = table(seed, outputs);
        const kernel = new WasmTreeKernel(module, binned, outputs);
        kernel.begin(gradients, rows);
        const middle = random.int(rows.length + 1);
        kernel.build(0, 0, rows.length);
        kernel.build(1, 0, middle);
        kernel.subtract(0, 1);
        for (const input of binned.usable)
          expect(found(kernel, kernel.entries(0, input))).toEqual(
            found(kernel, kernel.entriesOf(input, middle, rows.length)),
          );
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});
