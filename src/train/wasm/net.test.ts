import { describe, expect, test } from 'vitest';
import type { GraphNode, GraphSpec } from '../../models/graph';
import { inferShapes, sizeOf } from '../../models/graph-shapes';
import { rng } from '../../study/random';
import { dropoutMask } from '../batches';
import { trainingBatch } from '../graph/batches';
import { checkGraph } from '../graph/check-graph';
import { initialGraphWeights } from '../graph/initial';
import { referenceBackward, referenceForward, type Weights64 } from '../graph/reference';
import { lossGradient } from '../graph/targets';
import type { Weights } from '../trainer';
import { loadKernels } from './kernels';
import { WasmNet } from './net';

const module = await loadKernels();

const wide = (weights: Weights): Weights64 =>
  weights.map((entry) => ({
    kernel: Float64Array.from(entry.kernel),
    bias: Float64Array.from(entry.bias),
    ...(entry.mean && { mean: Float64Array.from(entry.mean) }),
    ...(entry.variance && { variance: Float64Array.from(entry.variance) }),
  }));

/** Largest difference, as a share of the largest number wanted (or of `least`). */
function apart(got: ArrayLike<number>, wanted: ArrayLike<number>, least = 1e-3): number {
  expect(got.length).toBe(wanted.length);
  let [difference, size] = [0, least];
  for (let i = 0; i < wanted.length; i++) {
    difference = Math.max(difference, Math.abs(got[i] - wanted[i]));
    size = Math.max(size, Math.abs(wanted[i]));
  }
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / size;
}

/** Single precision sums of a few hundred terms. */
const TOLERANCE = 2e-5;

/** Values and every gradient of the net, against float64 loops that finite differences have checked. */
function compare(spec: GraphSpec, weights: Weights, n: number, training: boolean): void {
  const random = rng('net.test');
  const shapes = inferShapes(spec);
  const pictures = Float32Array.from({ length: n * sizeOf(spec.picture) }, () => random.normal());
  const table = Float32Array.from({ length: n * spec.table }, () => random.normal());
  const masks = new Map(
    spec.nodes.flatMap((node, i) =>
      node.op === 'dropout' ? [[i, dropoutMask(random, node.rate, n * sizeOf(shapes[i]))] as const] : [],
    ),
  );
  const dOut = Float32Array.from({ length: n * sizeOf(shapes[shapes.length - 1]) }, () => random.normal());
  const pass = referenceForward(spec, wide(weights), { n, pictures, table, training, masks });
  const wanted = referenceBackward(spec, wide(weights), pass, training, dOut);

  const net = new WasmNet(module, spec, { rows: n + 1, train: true });
  net.write(weights);
  for (const [i, mask] of masks) net.drop(i, mask);
  // Twice: nothing of the first pass may be left in the second.
  for (let time = 0; time < 2; time++) {
    net.write(weights);
    const out = net.forward(n, pictures, table, training);
    expect(apart(out, pass.values[shapes.length - 1])).toBeLessThan(TOLERANCE);
    net.backward(n, dOut);
    const gradients = net.parameters.readGradients(net.k.memory);
    for (const [e, entry] of gradients.entries()) {
      if (!entry) continue;
      expect(apart(entry.kernel, wanted.weights[e].kernel), `kernel ${e}`).toBeLessThan(TOLERANCE);
      // Before batchNorm a bias has a gradient of 0, and here its rounding: measured by the kernel's.
      const size = Math.max(...wanted.weights[e].kernel.map(Math.abs));
      expect(apart(entry.bias, wanted.weights[e].bias, size), `bias ${e}`).toBeLessThan(TOLERANCE);
    }
  }
}

const specOf = (picture: GraphSpec['picture'], nodes: GraphNode[]): GraphSpec => ({
  ...checkGraph('binary').spec,
  picture,
  table: 0,
  inputs: sizeOf(picture),
  nodes: [{ op: 'picture', from: [] }, ...nodes],
});

describe.each([true, false])('every operation, training %s', (training) => {
  test.each(['binary', 'softmax', 'mse'] as const)('in one net, %s', (loss) => {
    const { spec, weights } = checkGraph(loss);
    compare(spec, weights, 6, training);
  });
});

describe('convolutions', () => {
  const cases = [1, 2, 3, 4, 7].flatMap((channels) =>
    [1, 2, 3, 5].flatMap((size) =>
      [1, 2].flatMap((stride) =>
        (['same', 'valid'] as const).map((pad) => ({ channels, size, stride, pad })),
      ),
    ),
  );
  test.each(cases)('$channels channels, size $size, stride $stride, $pad', ({ channels, ...window }) => {
    const spec = specOf(
      [9, 7, channels],
      [
        { op: 'conv', from: [0], filters: 9, size: 1, stride: 1, pad: 'same', bias: true },
        { op: 'conv', from: [1], filters: channels, size: 3, stride: 1, pad: 'same', bias: false },
        { op: 'conv', from: [2], filters: 13, bias: true, ...window },
        { op: 'relu', from: [3] },
        { op: 'globalAvgPool', from: [4] },
      ],
    );
    compare(spec, initialGraphWeights(spec, ['conv']), 5, true);
    const first = specOf(
      [9, 7, channels],
      [
        { op: 'conv', from: [0], filters: 10, bias: true, ...window },
        { op: 'relu6', from: [1] },
        { op: 'globalAvgPool', from: [2] },
      ],
    );
    compare(first, initialGraphWeights(first, ['conv']), 3, true);
  });
});

describe('convolutions by tiles', () => {
  const cases = [16, 18, 32].flatMap((channels) =>
    [
      [8, 6],
      [9, 7],
      [15, 16],
    ].flatMap(([height, width]) =>
      (['same', 'valid'] as const).map((pad) => ({ channels, height, width, pad })),
    ),
  );
  test.each(cases)('$channels channels, $height x $width, $pad', ({ channels, height, width, pad }) => {
    const conv = { op: 'conv', size: 3, stride: 1 } as const;
    const spec = specOf(
      [height, width, 3],
      [
        { ...conv, from: [0], filters: channels, pad: 'same', bias: true },
        { ...conv, from: [1], filters: 20, pad, bias: true },
        { op: 'relu', from: [2] },
        { ...conv, from: [1], filters: 20, pad, bias: false },
        { op: 'add', from: [3, 4] },
        { op: 'globalAvgPool', from: [5] },
      ],
    );
    compare(spec, initialGraphWeights(spec, ['tiles']), 5, true);
  });
});

describe('windows of other kinds', () => {
  const cases = (['depthwise', 'maxPool', 'avgPool'] as const).flatMap((op) =>
    [2, 3].flatMap((size) =>
      [1, 2, 3].flatMap((stride) => (['same', 'valid'] as const).map((pad) => ({ op, size, stride, pad }))),
    ),
  );
  test.each(cases)('$op, size $size, stride $stride, $pad', ({ op, ...window }) => {
    const node: GraphNode =
      op === 'depthwise' ? { op, from: [1], bias: true, ...window } : { op, from: [1], ...window };
    const spec = specOf(
      [8, 7, 3],
      [
        { op: 'conv', from: [0], filters: 6, size: 3, stride: 1, pad: 'same', bias: true },
        node,
        { op: 'globalAvgPool', from: [2] },
      ],
    );
    compare(spec, initialGraphWeights(spec, [op]), 3, true);
  });
});

test('frozen nodes pass gradients on and learn nothing', () => {
  const spec = specOf(
    [6, 6, 3],
    [
      { op: 'conv', from: [0], filters: 5, size: 3, stride: 1, pad: 'same', bias: true },
      { op: 'batchNorm', from: [1], epsilon: 1e-3, frozen: true },
      { op: 'relu', from: [2] },
      { op: 'conv', from: [3], filters: 8, size: 3, stride: 2, pad: 'same', bias: false, frozen: true },
      { op: 'add', from: [4, 4] },
      { op: 'globalAvgPool', from: [5] },
      { op: 'dense', from: [6], units: 3 },
    ],
  );
  compare(spec, initialGraphWeights(spec, ['frozen']), 4, true);
});

test('a batch of pictures is assembled, and its loss has the gradient of the reference', () => {
  const { spec, rows, weights } = checkGraph('softmax');
  const order = Uint32Array.from({ length: rows.n }, (_, i) => i);
  const batch = trainingBatch(spec, 3, rows, order, [0, rows.n], ['net'], 1);
  const pass = referenceForward(spec, wide(weights), { ...batch, training: false });
  const net = new WasmNet(module, spec, { rows: rows.n, train: true });
  net.write(weights);
  const z = net.forward(batch.n, batch.pictures, batch.table, false);
  const wanted = lossGradient('softmax', pass.values[pass.values.length - 1], batch.targets, 3);
  expect(apart(lossGradient('softmax', z, batch.targets, 3), wanted)).toBeLessThan(TOLERANCE);
});

test('weights come back as they were written, and the best ones when others have come since', () => {
  const { spec, weights } = checkGraph('binary');
  const net = new WasmNet(module, spec, { rows: 2, train: true });
  net.write(weights);
  expect(net.parameters.read(net.k.memory, 'current')).toEqual(weights);
  net.parameters.remember(net.k.memory);
  net.write(initialGraphWeights(spec, ['others']));
  expect(net.parameters.read(net.k.memory, 'best')).toEqual(weights);
  expect(net.parameters.read(net.k.memory, 'current')).toEqual(initialGraphWeights(spec, ['others']));
});
