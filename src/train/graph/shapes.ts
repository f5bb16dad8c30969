import type { GraphSpec } from '../../models/graph';
import { gradientReaches, inferShapes, parametersOf, sizeOf } from '../../models/graph-shapes';

const BYTES = 4;

/** Numbers that a node keeps from the forward pass, a row: its output, and batchNorm's normalized input besides. */
function keptOf(spec: GraphSpec): number[] {
  const shapes = inferShapes(spec);
  return spec.nodes.map((node, i) => sizeOf(shapes[i]) * (node.op === 'batchNorm' ? 2 : 1));
}

/** The most numbers of gradients alive at once, a row, as backpropagation walks from the last node to the first. */
function gradientPeak(spec: GraphSpec): number {
  const sizes = inferShapes(spec).map(sizeOf);
  const reached = gradientReaches(spec);
  const alive = new Set<number>([spec.nodes.length - 1]);
  let peak = 0;
  for (let i = spec.nodes.length - 1; i >= 0; i--) {
    if (!alive.has(i)) continue;
    for (const j of spec.nodes[i].from) if (reached[j]) alive.add(j);
    peak = Math.max(
      peak,
      [...alive].reduce((sum, j) => sum + sizes[j], 0),
    );
    alive.delete(i);
  }
  return peak;
}

/**
 * Bytes that training holds at once with batches of `rows`: activations, gradients, and parameters four times
 * (themselves, gradient, two moments). An estimate: kernels' own workspaces and a backend's reuse of buffers are
 * not in it.
 */
export function trainingBytes(spec: GraphSpec, rows = spec.optimizer.batchSize): number {
  const kept = keptOf(spec).reduce((sum, n) => sum + n, 0);
  const parameters = parametersOf(spec, inferShapes(spec)).reduce((sum, p) => {
    if (!p) return sum;
    const learned = sizeOf(p.kernel) + (p.bias.length > 0 ? sizeOf(p.bias) : 0);
    return sum + learned * (p.frozen ? 1 : 4) + 2 * p.statistics;
  }, 0);
  return BYTES * (rows * (kept + gradientPeak(spec)) + parameters);
}

/** Rows that fit in `bytes` where a net only predicts, from 1 to `most`: outputs die with their last reader. */
export function predictRows(spec: GraphSpec, bytes: number, most: number): number {
  const sizes = inferShapes(spec).map(sizeOf);
  const lastUse = spec.nodes.map((_, i) =>
    spec.nodes.findLastIndex(({ from }) => (from as number[]).includes(i)),
  );
  let alive = 0;
  let peak = 1;
  for (const [i, { from }] of spec.nodes.entries()) {
    alive += sizes[i];
    peak = Math.max(peak, alive);
    for (const j of new Set(from)) if (lastUse[j] === i) alive -= sizes[j];
  }
  return Math.max(1, Math.min(most, Math.floor(bytes / (BYTES * peak))));
}
