import type { GraphSpec } from '../../models/graph';
import { gradientReaches, inferShapes } from '../../models/graph-shapes';
import type { Weights } from '../trainer';
import { Arena } from './arena';
import { type ConvKernels, instantiate } from './kernels';
import { clampsItself, limitOf, opOf } from './ops';
import type { Into, Op } from './ops/op';
import { Dropout } from './ops/small';
import { ParameterStore } from './parameters';
import { type Tensor, tensorsOf } from './tensors';

interface Wanted {
  /** Most rows of a batch. */
  rows: number;
  /** Gradients of the parameters; else the net only predicts, and outputs die with their last reader. */
  train: boolean;
  /** A node whose values are read, and, with `gradient`, the gradient of the output there. */
  node?: number;
  gradient?: boolean;
}

interface Step {
  op: Op;
  dy: number;
  into: (Into | null)[];
}

/**
 * One graph net planned into one linear memory. Dropping the net gives the memory back. All arrays from outside are
 * as the spec has them; padding to whole vectors is in here alone.
 */
export class WasmNet {
  readonly k: ConvKernels;
  readonly parameters: ParameterStore;
  /** Numbers of an output row. */
  readonly units: number;
  private readonly tensors: Tensor[];
  private readonly values: number[] = [];
  private readonly gradients: number[] = [];
  private readonly ops: (Op | null)[] = [];
  private readonly backwards: Step[];
  private fresh = false;

  constructor(
    module: WebAssembly.Module,
    private readonly spec: GraphSpec,
    private readonly wanted: Wanted,
  ) {
    this.k = instantiate(module);
    const arena = new Arena();
    const shapes = inferShapes(spec);
    this.tensors = tensorsOf(spec);
    this.units = this.tensors[this.tensors.length - 1].channels;
    this.parameters = new ParameterStore(spec, shapes, this.tensors, arena, wanted.train);
    this.planForward(arena);
    this.backwards = wanted.train || wanted.gradient ? this.planBackward(arena) : [];
    arena.commit(this.k.memory);
  }

  /** Most rows of a batch. */
  get rows(): number {
    return this.wanted.rows;
  }

  /** Numbers of a row of node `i`. */
  sizeOf(i: number): number {
    const { height, width, channels } = this.tensors[i];
    return height * width * channels;
  }

  get bytes(): number {
    return this.k.memory.buffer.byteLength;
  }

  write(weights: Weights): void {
    this.parameters.write(this.k.memory, weights);
    this.fresh = false;
  }

  /** To be called after the parameters were changed in memory. */
  changed(): void {
    this.fresh = false;
  }

  /** The values of a batch: pictures [n, height, width, channels], table [n, columns]. Answers the output [n, units]. */
  forward(n: number, pictures: Float32Array, table: Float32Array, training: boolean): Float32Array {
    if (!this.fresh) {
      for (const op of this.ops) op?.prepare?.();
      this.fresh = true;
    }
    for (const [i, node] of this.spec.nodes.entries()) {
      if (node.op === 'picture') this.put(this.values[i], this.tensors[i], pictures);
      else if (node.op === 'table') this.put(this.values[i], this.tensors[i], table);
      else this.ops[i]?.forward(n, training);
    }
    return this.valuesOf(this.spec.nodes.length - 1, n);
  }

  /** Masks of the dropout node `i` for the pass that follows: [n, height, width, channels]. */
  drop(i: number, mask: Float32Array): void {
    const op = this.ops[i];
    if (op instanceof Dropout) op.drop(mask);
  }

  /** Gradients from that of the output, [n, units]. */
  backward(n: number, dOut: ArrayLike<number>): void {
    const { gradient, size } = this.parameters;
    if (this.wanted.train) new Float32Array(this.k.memory.buffer, gradient, size).fill(0);
    const last = this.spec.nodes.length - 1;
    this.put(this.gradients[last], this.tensors[last], dOut);
    for (const { op, dy, into } of this.backwards) op.backward(n, dy, into);
  }

  valuesOf(node: number, n: number): Float32Array {
    return this.get(this.values[node], this.tensors[node], n);
  }

  /** Zeros where the output does not depend on the node. */
  gradientOf(node: number, n: number): Float32Array {
    if (this.gradients[node] === undefined) return new Float32Array(n * this.sizeOf(node));
    return this.get(this.gradients[node], this.tensors[node], n);
  }

  private planForward(arena: Arena): void {
    const { nodes } = this.spec;
    const { rows, train, node: kept, gradient } = this.wanted;
    const readers = nodes.map((_, i) => nodes.filter(({ from }) => (from as number[]).includes(i)).length);
    const lastUse = nodes.map((_, i) => nodes.findLastIndex(({ from }) => (from as number[]).includes(i)));
    const shares = nodes.map((node) => {
      const before = node.from[0] as number;
      return (
        limitOf(node) !== null && readers[before] === 1 && clampsItself(nodes[before]) && before !== kept
      );
    });
    for (const [i, node] of nodes.entries()) {
      const output = this.tensors[i];
      const from = node.from as number[];
      const shared = shares[i] ? from[0] : null;
      this.values[i] = shared === null ? arena.lend(rows * output.floats) : this.values[shared];
      const clamp = nodes.findIndex((later, j) => shares[j] && later.from[0] === i);
      const plan = {
        k: this.k,
        arena,
        node,
        rows,
        backward: train || gradient === true,
        inputs: from.map((j) => ({ tensor: this.tensors[j], at: this.values[j] })),
        output: { tensor: output, at: this.values[i] },
        parameters: this.parameters.of[i],
        top: clamp < 0 ? 0 : (limitOf(nodes[clamp]) as number),
      };
      this.ops[i] = opOf(plan, shared === null ? null : nodes[shared]);
      if (train || gradient) continue;
      for (const j of new Set(from))
        if (lastUse[j] === i && j !== kept && j !== shared) arena.free(this.values[j]);
    }
  }

  private planBackward(arena: Arena): Step[] {
    const { nodes } = this.spec;
    const { rows, train, node: target = 0 } = this.wanted;
    const reached = train ? gradientReaches(this.spec) : nodes.map((_, i) => i === target);
    if (!train) for (const [i, { from }] of nodes.entries()) reached[i] ||= from.some((j) => reached[j]);
    const last = nodes.length - 1;
    const space = (i: number) => arena.lend(rows * this.tensors[i].floats);
    this.gradients[last] = space(last);
    const steps: Step[] = [];
    for (let i = last; i >= 0; i--) {
      const op = this.ops[i];
      const dy = this.gradients[i];
      if (dy === undefined || !op || (!train && i === target)) continue;
      const shares = limitOf(nodes[i]) !== null && this.values[i] === this.values[nodes[i].from[0] as number];
      const into = (nodes[i].from as number[]).map((j) => {
        if (!reached[j]) return null;
        const add = this.gradients[j] !== undefined;
        if (!add) this.gradients[j] = shares ? dy : space(j);
        return { at: this.gradients[j], add };
      });
      steps.push({ op, dy, into });
      if (!shares) arena.free(dy);
    }
    return steps;
  }

  private put(at: number, { channels, step }: Tensor, values: ArrayLike<number>): void {
    const heap = new Float32Array(this.k.memory.buffer);
    const begin = at / 4;
    if (channels === step) {
      heap.set(values, begin);
      return;
    }
    const pixels = values.length / channels;
    heap.fill(0, begin, begin + pixels * step);
    for (let p = 0; p < pixels; p++)
      for (let c = 0; c < channels; c++) heap[begin + p * step + c] = values[p * channels + c];
  }

  private get(at: number, { channels, step, floats }: Tensor, n: number): Float32Array {
    const heap = new Float32Array(this.k.memory.buffer, at, n * floats);
    if (channels === step) return heap.slice();
    const pixels = (n * floats) / step;
    const out = new Float32Array(pixels * channels);
    for (let p = 0; p < pixels; p++)
      for (let c = 0; c < channels; c++) out[p * channels + c] = heap[p * step + c];
    return out;
  }
}
