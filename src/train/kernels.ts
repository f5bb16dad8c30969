import { getKernel, type KernelBackend, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendName } from '../study/schema';

export type Tensor = TensorInfo;

/** What BackendWasm offers beyond KernelBackend: a view into its heap, good until the next allocation. */
interface Heap {
  makeOutput(shape: number[], dtype: 'float32'): Tensor;
  typedArrayFromHeap(tensor: Tensor): Float32Array;
}

/** The buffers that WebGPUBackend keeps for tensors to come: every size that ever was, for as long as the worker lives. */
interface Pool {
  freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
  numBytesUsed: number;
}

const elements = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/**
 * The kernels of one TensorFlow.js backend, called without its engine: no tape, no scopes, no profiler. On a
 * table-sized net these cost more than the arithmetic does (with AdamW on one flat vector: a seventh of the time
 * of `model.fit` on WASM remains, `bench -- tune`).
 *
 * Ownership: `upload` and `hold` give tensors that live until `free`; everything an operation returns lives
 * until the surrounding `tidy` ends, unless held.
 */
export class Kernels {
  private readonly funcs = new Map<string, KernelFunc>();
  private readonly sizes = new Map<object, { bytes: number; holds: number }>();
  private scratch: Tensor[] = [];
  private readonly heap: Heap | null;

  constructor(
    readonly name: BackendName,
    private readonly backend: KernelBackend,
  ) {
    this.heap = name === 'wasm' ? (backend as unknown as Heap) : null;
  }

  /** Tensors the backend knows, and the bytes of those this object owns. */
  memory(): { tensors: number; bytes: number } {
    let bytes = 0;
    for (const size of this.sizes.values()) bytes += size.bytes;
    return { tensors: this.backend.numDataIds(), bytes };
  }

  /** Gives back to the GPU what the backend keeps and nothing uses, where that is more than so many bytes. */
  trim(most: number): void {
    if (this.name !== 'webgpu') return;
    const { bufferManager: pool } = this.backend as unknown as { bufferManager: Pool };
    if (pool.numBytesAllocated - pool.numBytesUsed <= most) return;
    for (const kept of pool.freeBuffers.values()) {
      for (const buffer of kept) {
        pool.numBytesAllocated -= buffer.size;
        buffer.destroy();
      }
      pool.numFreeBuffers -= kept.length;
      kept.length = 0;
    }
  }

  upload(values: Float32Array, shape: number[]): Tensor {
    const tensor: Tensor = { dataId: this.backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
    return this.own(tensor);
  }

  /** Uploaded for this tidy only. */
  input(values: Float32Array, shape: number[]): Tensor {
    const tensor: Tensor = { dataId: this.backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
    this.scratch.push(tensor);
    return tensor;
  }

  /** Keeps a tensor beyond its tidy. Values are immutable, so holding shares them: nothing is copied. */
  hold(tensor: Tensor): Tensor {
    this.backend.incRef(tensor.dataId);
    return this.own(tensor);
  }

  free(tensor: Tensor): void {
    const size = this.sizes.get(tensor.dataId);
    if (size && --size.holds === 0) this.sizes.delete(tensor.dataId);
    this.backend.disposeData(tensor.dataId);
  }

  tidy<T>(work: () => T): T {
    const outer = this.scratch;
    this.scratch = [];
    try {
      return work();
    } finally {
      for (const tensor of this.scratch) this.backend.disposeData(tensor.dataId);
      this.scratch = outer;
    }
  }

  /** Never dataSync: on WebGPU it answers zeros and loses the device. */
  async read(tensor: Tensor): Promise<Float32Array> {
    return (await this.backend.read(tensor.dataId)) as Float32Array;
  }

  /** act(a b + bias): a [1, n, i], b [1, i, o], bias [o]. */
  dense(a: Tensor, b: Tensor, bias: Tensor, activation: 'relu' | 'linear'): Tensor {
    return this.run('_FusedMatMul', { a, b, bias }, { transposeA: false, transposeB: false, activation });
  }

  /**
   * a b, with either side transposed: [1, n, i] x [1, i, o]. WASM multiplies transposed operands in a plain
   * loop, but plain ones with XNNPACK: for layers of 30 to 128 units transposing first is 4 to 13 times faster.
   */
  matMul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
    if (!this.heap) return this.run('BatchMatMul', { a, b }, { transposeA, transposeB });
    return this.run(
      'BatchMatMul',
      { a: transposeA ? this.transpose(a) : a, b: transposeB ? this.transpose(b) : b },
      { transposeA: false, transposeB: false },
    );
  }

  transpose(x: Tensor): Tensor {
    return this.run('Transpose', { x }, { perm: [0, 2, 1] });
  }

  /** Elements from `begin` of a flat tensor, in the given shape. */
  slice(x: Tensor, begin: number, shape: number[]): Tensor {
    const size = elements(shape);
    if (this.heap) {
      // The Slice kernel of WASM copies the whole of x out of the heap first.
      const out = this.heap.makeOutput(shape, 'float32');
      this.heap.typedArrayFromHeap(out).set(this.heap.typedArrayFromHeap(x).subarray(begin, begin + size));
      this.scratch.push(out);
      return out;
    }
    return this.reshape(this.run('Slice', { x }, { begin: [begin], size: [size] }), shape);
  }

  /** Joins tensors along one axis. */
  concat(tensors: Tensor[], axis: number): Tensor {
    return tensors.length === 1 ? tensors[0] : this.run('Concat', tensors, { axis });
  }

  reshape(x: Tensor, shape: number[]): Tensor {
    return x.shape.length === shape.length ? x : this.run('Reshape', { x }, { shape });
  }

  flatten(x: Tensor): Tensor {
    return this.reshape(x, [elements(x.shape)]);
  }

  add = (a: Tensor, b: Tensor): Tensor => this.run('Add', { a, b });
  sub = (a: Tensor, b: Tensor): Tensor => this.run('Sub', { a, b });
  mul = (a: Tensor, b: Tensor): Tensor => this.run('Multiply', { a, b });
  div = (a: Tensor, b: Tensor): Tensor => this.run('RealDiv', { a, b });
  sqrt = (x: Tensor): Tensor => this.run('Sqrt', { x });
  square = (x: Tensor): Tensor => this.run('Square', { x });
  sigmoid = (x: Tensor): Tensor => this.run('Sigmoid', { x });
  /** Over the last axis. */
  softmax = (logits: Tensor): Tensor => this.run('Softmax', { logits }, { dim: logits.shape.length - 1 });
  relu = (x: Tensor): Tensor => this.run('Relu', { x });
  /** 1 / sqrt(x). */
  rsqrt = (x: Tensor): Tensor => this.run('Rsqrt', { x });
  /** Over the given axes, which go. */
  sum = (x: Tensor, axis: number[]): Tensor => this.run('Sum', { x }, { axis, keepDims: false });
  mean = (x: Tensor, axis: number[]): Tensor => this.run('Mean', { x }, { axis, keepDims: false });
  /** 1 where x > 0, else 0. */
  positive = (x: Tensor): Tensor => this.run('Step', { x }, { alpha: 0 });

  private own(tensor: Tensor): Tensor {
    const size = this.sizes.get(tensor.dataId);
    if (size) size.holds++;
    else this.sizes.set(tensor.dataId, { bytes: 4 * elements(tensor.shape), holds: 1 });
    return tensor;
  }

  /** Calls a registered kernel with one output; its inputs and attributes are those of tfjs-core's kernel_names. */
  run(kernel: string, inputs: Record<string, Tensor> | Tensor[], attrs?: object): Tensor {
    let func = this.funcs.get(kernel);
    if (!func) {
      const found = getKernel(kernel, this.name);
      if (!found) throw new Error(`backend ${this.name} has no kernel ${kernel}`);
      func = found.kernelFunc;
      this.funcs.set(kernel, func);
    }
    const out = func({
      inputs: inputs as Record<string, Tensor>,
      backend: this.backend,
      attrs: attrs as Parameters<KernelFunc>[0]['attrs'],
    }) as Tensor;
    this.scratch.push(out);
    return out;
  }
}
