import type { GraphSpec } from '../../models/graph';
import { inferShapes, type NodeShape, parametersOf, sizeOf } from '../../models/graph-shapes';
import type { Kernels, Tensor } from '../kernels';
import type { Weights } from '../trainer';

/**
 * Where a tensor of a node lives. learned: in the flat vector that AdamW moves; moving: in the flat vector of moving
 * statistics; fixed: on its own, never changed.
 */
interface Piece {
  segment: 'learned' | 'moving' | 'fixed';
  begin: number;
  /** As TensorFlow.js wants it: depthwise kernels [size, size, channels, 1], dense ones [1, in, units]. */
  shape: number[];
}

const ROLES = ['kernel', 'bias', 'mean', 'variance'] as const;
type Role = (typeof ROLES)[number];

export type NodePieces = Partial<Record<Role, Piece>>;
/** Tensors of one node's parameters, by role. */
export type NodeTensors = Partial<Record<Role, Tensor>>;

export interface GraphLayout {
  shapes: NodeShape[];
  /** By place of the node; null without parameters. */
  nodes: (NodePieces | null)[];
  /** Numbers in the two flat vectors. */
  learned: number;
  moving: number;
  /** Kernels of conv, depthwise and dense in the vector of what is learned: they decay. */
  decaying: [number, number][];
}

export function graphLayoutOf(spec: GraphSpec): GraphLayout {
  const shapes = inferShapes(spec);
  const size = { learned: 0, moving: 0, fixed: 0 };
  const decaying: [number, number][] = [];
  const place = (segment: Piece['segment'], shape: readonly number[]): Piece => {
    const piece = { segment, begin: size[segment], shape: [...shape] };
    size[segment] += sizeOf(shape);
    return piece;
  };
  const nodes = parametersOf(spec, shapes).map((p, i): NodePieces | null => {
    if (!p) return null;
    const { op } = spec.nodes[i];
    const learned = p.frozen ? 'fixed' : 'learned';
    const pieces: NodePieces = { kernel: place(learned, tensorShape(op, p.kernel)) };
    if (learned === 'learned' && op !== 'batchNorm')
      decaying.push([size.learned - sizeOf(p.kernel), size.learned]);
    if (p.bias.length > 0) pieces.bias = place(learned, p.bias);
    if (p.statistics > 0) {
      const moving = p.frozen ? 'fixed' : 'moving';
      pieces.mean = place(moving, [p.statistics]);
      pieces.variance = place(moving, [p.statistics]);
    }
    return pieces;
  });
  return { shapes, nodes, learned: size.learned, moving: size.moving, decaying };
}

function tensorShape(op: string, shape: readonly number[]): readonly number[] {
  if (op === 'depthwise') return [...shape, 1];
  return op === 'dense' ? [1, ...shape] : shape;
}

/** Calls `each` for every piece with its place in the weights. */
function overPieces(
  layout: GraphLayout,
  each: (piece: Piece, role: Role, entry: number, node: number) => void,
): void {
  let entry = 0;
  for (const [i, pieces] of layout.nodes.entries()) {
    if (!pieces) continue;
    for (const role of ROLES) {
      const piece = pieces[role];
      if (piece) each(piece, role, entry, i);
    }
    entry++;
  }
}

/** The two flat vectors. */
export function flattenGraph(
  layout: GraphLayout,
  weights: Weights,
): { learned: Float32Array; moving: Float32Array } {
  const flat = { learned: new Float32Array(layout.learned), moving: new Float32Array(layout.moving) };
  overPieces(layout, ({ segment, begin }, role, entry) => {
    if (segment !== 'fixed') flat[segment].set(weights[entry][role] as Float32Array, begin);
  });
  return flat;
}

/** Weights from the flat vectors, with what is fixed as it was in `from`. */
export function unflattenGraph(
  layout: GraphLayout,
  flat: { learned: Float32Array; moving: Float32Array },
  from: Weights,
): Weights {
  const weights = from.map((entry) => ({ ...entry }));
  overPieces(layout, ({ segment, begin, shape }, role, entry) => {
    if (segment !== 'fixed') weights[entry][role] = flat[segment].slice(begin, begin + sizeOf(shape));
  });
  return weights;
}

/** Uploads tensors of their own: all of them, or only what is fixed. Free each with `freeNodes`. */
export function uploadNodes(
  k: Kernels,
  layout: GraphLayout,
  weights: Weights,
  which: 'all' | 'fixed',
): NodeTensors[] {
  const tensors = layout.nodes.map((): NodeTensors => ({}));
  overPieces(layout, ({ segment, shape }, role, entry, i) => {
    if (which === 'all' || segment === 'fixed')
      tensors[i][role] = k.upload(Float32Array.from(weights[entry][role] as Float32Array), shape);
  });
  return tensors;
}

export function freeNodes(k: Kernels, nodes: readonly NodeTensors[]): void {
  for (const node of nodes) for (const tensor of Object.values(node)) k.free(tensor);
}

/** All tensors of a net in training: what is fixed, and the rest cut out of the flat vectors; inside a tidy. */
export function nodesOf(
  k: Kernels,
  layout: GraphLayout,
  flat: { learned: Tensor | null; moving: Tensor | null },
  fixed: readonly NodeTensors[],
): NodeTensors[] {
  const tensors = fixed.map((node) => ({ ...node }));
  overPieces(layout, ({ segment, begin, shape }, role, _, i) => {
    if (segment !== 'fixed') tensors[i][role] = k.slice(flat[segment] as Tensor, begin, shape);
  });
  return tensors;
}
