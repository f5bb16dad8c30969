import { describe, expect, test } from 'vitest';
import type { GraphSpec } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';
import { rng } from '../../study/random';
import { dropoutMask } from '../batches';
import { trainingBatch } from './batches';
import { checkGraph } from './check-graph';
import { wide } from './gradient-check';
import { referenceBackward, referenceForward, type Weights64 } from './reference';
import { lossGradient, softLossSum } from './targets';

/** Half the width of the central difference. */
const STEP = 1e-6;

function setting(loss: GraphSpec['loss'], changes: (spec: GraphSpec) => GraphSpec = (spec) => spec) {
  const { spec: plain, rows, weights } = checkGraph(loss);
  const spec = changes(plain);
  const shapes = inferShapes(spec);
  const units = shapes[shapes.length - 1][0];
  const order = Uint32Array.from({ length: rows.n }, (_, i) => i);
  const batch = trainingBatch(spec, units, rows, order, [0, rows.n], ['reference'], 1);
  const masks = new Map(
    spec.nodes.flatMap((node, i) =>
      node.op === 'dropout'
        ? [[i, dropoutMask(rng('mask', i), node.rate, rows.n * shapes[i][0])] as const]
        : [],
    ),
  );
  const pass = (w: Weights64, pictures: ArrayLike<number>, training: boolean) =>
    referenceForward(spec, w, { n: rows.n, pictures, table: batch.table, training, masks });
  const lossOf = (w: Weights64, pictures: ArrayLike<number>, training: boolean) => {
    const { values } = pass(w, pictures, training);
    return softLossSum(spec.loss, values[values.length - 1], batch.targets, units) / rows.n;
  };
  return { spec, rows, units, batch, weights: wide(weights), pass, lossOf };
}

const difference = (values: Float64Array, i: number, loss: () => number): number => {
  const kept = values[i];
  values[i] = kept + STEP;
  const above = loss();
  values[i] = kept - STEP;
  const below = loss();
  values[i] = kept;
  return (above - below) / (2 * STEP);
};

describe.each(['binary', 'softmax', 'mse'] as const)('%s', (loss) => {
  test.each([true, false])('all gradients are those of finite differences, training %s', (training) => {
    const { spec, units, batch, weights, pass, lossOf } = setting(loss);
    const pictures = Float64Array.from(batch.pictures);
    const forward = pass(weights, pictures, training);
    const dZ = lossGradient(spec.loss, forward.values[forward.values.length - 1], batch.targets, units);
    const got = referenceBackward(spec, weights, forward, training, dZ);
    const pairs: [Float64Array, Float64Array][] = [[pictures, got.values[0]]];
    for (const [e, entry] of weights.entries())
      pairs.push([entry.kernel, got.weights[e].kernel], [entry.bias, got.weights[e].bias]);
    let largest = 0;
    // Every third: the net is small, but each difference is two whole passes.
    for (const [values, gradient] of pairs)
      for (let i = 0; i < values.length; i += 3) {
        const wanted = difference(values, i, () => lossOf(weights, pictures, training));
        largest = Math.max(largest, Math.abs(wanted));
        expect(Math.abs(gradient[i] - wanted)).toBeLessThan(1e-7 + 1e-5 * Math.abs(wanted));
      }
    expect(largest).toBeGreaterThan(0.01);
  });
});

test('a frozen batchNorm uses its moving statistics in training, and so does its gradient', () => {
  const frozen = (spec: GraphSpec): GraphSpec => ({
    ...spec,
    nodes: spec.nodes.map((node) => (node.op === 'batchNorm' ? { ...node, frozen: true as const } : node)),
  });
  const { spec, units, batch, weights, pass, lossOf } = setting('binary', frozen);
  const pictures = Float64Array.from(batch.pictures);
  const forward = pass(weights, pictures, true);
  const dZ = lossGradient(spec.loss, forward.values[forward.values.length - 1], batch.targets, units);
  const { values } = referenceBackward(spec, weights, forward, true, dZ);
  for (let i = 0; i < pictures.length; i += 17) {
    const wanted = difference(pictures, i, () => lossOf(weights, pictures, true));
    expect(Math.abs(values[0][i] - wanted)).toBeLessThan(1e-8 + 1e-5 * Math.abs(wanted));
  }
});
