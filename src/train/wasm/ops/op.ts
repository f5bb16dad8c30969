import type { GraphNode } from '../../../models/graph';
import type { Arena } from '../arena';
import type { ConvKernels } from '../kernels';
import type { Parameters } from '../parameters';
import type { Tensor } from '../tensors';

/** Where the gradient of an input goes: written, or added to what another reader of that input left there. */
export interface Into {
  at: number;
  add: boolean;
}

/** One planned operation; addresses are settled, only the rows of a batch vary. */
export interface Op {
  /** After the parameters have changed: repacks them. */
  prepare?(): void;
  forward(n: number, training: boolean): void;
  /**
   * From `dy`, the gradient of its output, to those of its parameters (overwritten or added to zeros) and of its
   * inputs; null where none is wanted.
   */
  backward(n: number, dy: number, into: readonly (Into | null)[]): void;
}

/** What an operation is planned with. */
export interface Plan<N extends GraphNode = GraphNode> {
  k: ConvKernels;
  arena: Arena;
  node: N;
  /** Most rows of a batch. */
  rows: number;
  /** Whether gradients will be asked for. */
  backward: boolean;
  inputs: { tensor: Tensor; at: number }[];
  output: { tensor: Tensor; at: number };
  parameters: Parameters | null;
  /** The output is held between 0 and this by a relu that shares its memory; 0 where there is none. */
  top: number;
}

export const zero = (k: ConvKernels, at: number, floats: number): void => {
  new Uint8Array(k.memory.buffer, at, 4 * floats).fill(0);
};

export const copy = (k: ConvKernels, from: number, to: number, floats: number): void => {
  new Uint8Array(k.memory.buffer).copyWithin(to, from, from + 4 * floats);
};
