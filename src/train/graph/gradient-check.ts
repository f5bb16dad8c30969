import { gradientReaches } from '../../models/graph-shapes';
import { rng } from '../../study/random';
import { dropoutMask } from '../batches';
import type { Kernels } from '../kernels';
import type { Weights } from '../trainer';
import { trainingBatch } from './batches';
import { checkGraph } from './check-graph';
import { withGradient } from './gradient';
import { freeNodes, graphLayoutOf, uploadNodes } from './layout';
import { referenceBackward, referenceForward, type Weights64, weightPlaces } from './reference';
import { lossGradient } from './targets';

const KEY = ['graph-gradient-check'];

/** Weights in float64, for the reference. */
export const wide = (weights: Weights): Weights64 =>
  weights.map((entry) => ({
    kernel: Float64Array.from(entry.kernel),
    bias: Float64Array.from(entry.bias),
    ...(entry.mean && { mean: Float64Array.from(entry.mean) }),
    ...(entry.variance && { variance: Float64Array.from(entry.variance) }),
  }));

/**
 * Largest error of a gradient of the net that has every operation, against float64, relative to the largest
 * gradient of its tensor. NaN anywhere is infinitely wrong.
 */
export async function graphGradientError(k: Kernels): Promise<number> {
  const { spec, rows, weights } = checkGraph('softmax');
  const layout = graphLayoutOf(spec);
  const { shapes } = layout;
  const [units] = shapes[shapes.length - 1];
  const order = Uint32Array.from({ length: rows.n }, (_, i) => i);
  const batch = trainingBatch(spec, units, rows, order, [0, rows.n], KEY, 1);
  const at = spec.nodes.findIndex(({ op }) => op === 'dropout');
  const shape = [rows.n, ...shapes[at]];
  const mask = { shape, values: dropoutMask(rng(...KEY, 'dropout'), 0.3, shape[0] * shape[1]) };
  const tensors = uploadNodes(k, layout, weights, 'all');
  const net = { spec, layout, reached: gradientReaches(spec) };
  const held = k.tidy(() =>
    withGradient(k, net, tensors, batch, new Map([[at, mask]]), ({ gradient }) => k.hold(gradient)),
  );
  try {
    const got = await k.read(held);
    const masks = new Map([[at, mask.values]]);
    const pass = referenceForward(spec, wide(weights), { ...batch, training: true, masks });
    const dZ = lossGradient(spec.loss, pass.values[pass.values.length - 1], batch.targets, units);
    const wanted = referenceBackward(spec, wide(weights), pass, true, dZ).weights;
    let worst = 0;
    for (const [i, place] of weightPlaces(spec).entries())
      for (const role of ['kernel', 'bias'] as const) {
        const piece = layout.nodes[i]?.[role];
        if (!piece) continue;
        const truth = wanted[place][role];
        const scale = truth.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
        for (const [v, value] of truth.entries()) {
          const error = Math.abs(got[piece.begin + v] - value) / scale;
          worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
        }
      }
    return worst;
  } finally {
    k.free(held);
    freeNodes(k, tensors);
  }
}
