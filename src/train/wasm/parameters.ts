import type { GraphSpec } from '../../models/graph';
import { type NodeShape, parametersOf } from '../../models/graph-shapes';
import type { Weights } from '../trainer';
import type { Arena } from './arena';
import type { Tensor } from './tensors';

/** Addresses of what a node learns; 0 where it has none. Kernels are [taps, inputs, outputs], padded as tensors are. */
export interface Parameters {
  learned: boolean;
  taps: number;
  inputs: number;
  inputStep: number;
  outputs: number;
  outputStep: number;
  kernel: number;
  bias: number;
  mean: number;
  variance: number;
  kernelGradient: number;
  biasGradient: number;
}

/** All parameters of a net in one memory: those that learn lie together, the decayed ones first. */
export class ParameterStore {
  /** By node. */
  readonly of: (Parameters | null)[];
  /** Floats of what learns, and how many of them at the beginning shrink by weight decay. */
  readonly size: number;
  readonly decayed: number;
  readonly values: number;
  readonly gradient: number = 0;
  readonly m: number = 0;
  readonly v: number = 0;
  private readonly best: number = 0;
  private readonly moving: { at: number; floats: number; kept: number }[] = [];
  private remembered = false;

  constructor(
    spec: GraphSpec,
    shapes: readonly NodeShape[],
    tensors: readonly Tensor[],
    private readonly arena: Arena,
    train: boolean,
  ) {
    let size = 0;
    const take = (floats: number) => {
      size += floats;
      return 4 * (size - floats);
    };
    const found = parametersOf(spec, shapes);
    const drafts = spec.nodes.map((node, i) => {
      const p = found[i];
      if (!p) return null;
      const perChannel = node.op === 'batchNorm' || node.op === 'depthwise';
      const input = tensors[node.from[0] as number];
      const { channels: outputs, step: outputStep } = tensors[i];
      const taps = 'size' in node ? node.size * node.size : 1;
      const [inputs, inputStep] = perChannel ? [1, 1] : [input.channels, input.step];
      const none = { kernel: 0, bias: 0, mean: 0, variance: 0, kernelGradient: 0, biasGradient: 0 };
      const learned = train && !p.frozen;
      return { op: node.op, p, learned, taps, inputs, inputStep, outputs, outputStep, ...none };
    });
    type Draft = NonNullable<(typeof drafts)[number]>;
    const all = drafts.filter((d): d is Draft => d !== null);
    const kernelSize = (d: Draft) => d.taps * d.inputStep * d.outputStep;
    const learned = all.filter((d) => d.learned);
    for (const d of learned) if (d.op !== 'batchNorm') d.kernel = take(kernelSize(d));
    this.decayed = size;
    for (const d of learned) {
      if (d.op === 'batchNorm') d.kernel = take(kernelSize(d));
      if (d.p.bias.length > 0) d.bias = take(d.outputStep);
    }
    this.size = size;
    this.values = arena.keep(size);
    if (train) [this.gradient, this.m, this.v, this.best] = [1, 2, 3, 4].map(() => arena.keep(size));
    for (const d of all) {
      if (d.learned) {
        d.kernelGradient = this.gradient + d.kernel;
        d.kernel += this.values;
        if (d.p.bias.length > 0) {
          d.biasGradient = this.gradient + d.bias;
          d.bias += this.values;
        }
      } else {
        d.kernel = arena.keep(kernelSize(d));
        if (d.p.bias.length > 0) d.bias = arena.keep(d.outputStep);
      }
      if (d.p.statistics > 0) {
        d.mean = this.statistic(d.outputStep, d.learned);
        d.variance = this.statistic(d.outputStep, d.learned);
      }
    }
    this.of = drafts;
  }

  write(memory: WebAssembly.Memory, weights: Weights): void {
    const heap = new Float32Array(memory.buffer);
    let next = 0;
    for (const p of this.of) {
      if (!p) continue;
      const entry = weights[next++];
      overKernel(p, (here, there) => {
        heap[p.kernel / 4 + here] = entry.kernel[there];
      });
      if (p.bias) heap.set(entry.bias, p.bias / 4);
      if (p.mean && entry.mean) heap.set(entry.mean, p.mean / 4);
      if (p.variance && entry.variance) heap.set(entry.variance, p.variance / 4);
    }
  }

  /** Those of now, or those of the last `remember`; where there was none, of now. */
  read(memory: WebAssembly.Memory, which: 'current' | 'best'): Weights {
    const heap = new Float32Array(memory.buffer);
    const best = which === 'best' && this.remembered;
    const place = (at: number): number => {
      if (!best) return at / 4;
      const inside = at >= this.values && at < this.values + 4 * this.size;
      if (inside) return (at - this.values + this.best) / 4;
      return (this.moving.find((moving) => moving.at === at)?.kept ?? at) / 4;
    };
    const vector = (at: number, n: number) => heap.slice(place(at), place(at) + n);
    return this.of
      .filter((p) => p !== null)
      .map((p) => {
        return {
          kernel: this.compact(heap, p, 4 * place(p.kernel)),
          bias: p.bias ? vector(p.bias, p.outputs) : new Float32Array(0),
          ...(p.mean && { mean: vector(p.mean, p.outputs), variance: vector(p.variance, p.outputs) }),
        };
      });
  }

  /** Gradients as `Weights` has its numbers; null where a node has learned nothing. */
  readGradients(memory: WebAssembly.Memory): ({ kernel: Float32Array; bias: Float32Array } | null)[] {
    const heap = new Float32Array(memory.buffer);
    return this.of
      .filter((p) => p !== null)
      .map((p) => {
        if (!p.learned) return null;
        const from = p.biasGradient / 4;
        return {
          kernel: this.compact(heap, p, p.kernelGradient),
          bias: p.bias ? heap.slice(from, from + p.outputs) : new Float32Array(0),
        };
      });
  }

  remember(memory: WebAssembly.Memory): void {
    const bytes = new Uint8Array(memory.buffer);
    bytes.copyWithin(this.best, this.values, this.values + 4 * this.size);
    for (const { at, floats, kept } of this.moving) bytes.copyWithin(kept, at, at + 4 * floats);
    this.remembered = true;
  }

  private compact(heap: Float32Array, p: Parameters, at: number): Float32Array {
    const kernel = new Float32Array(p.taps * p.inputs * p.outputs);
    overKernel(p, (here, there) => {
      kernel[there] = heap[at / 4 + here];
    });
    return kernel;
  }

  private statistic(floats: number, moves: boolean): number {
    const at = this.arena.keep(floats);
    if (moves) this.moving.push({ at, floats, kept: this.arena.keep(floats) });
    return at;
  }
}

/** Places of a kernel's numbers: here, padded, and there, as `Weights` has them. */
function overKernel(p: Parameters, each: (here: number, there: number) => void): void {
  for (let tap = 0; tap < p.taps; tap++)
    for (let i = 0; i < p.inputs; i++)
      for (let o = 0; o < p.outputs; o++)
        each((tap * p.inputStep + i) * p.outputStep + o, (tap * p.inputs + i) * p.outputs + o);
}
