import { describe, expect, test } from 'vitest';
import type { GraphNode, GraphSpec } from '../../models/graph';
import { countParameters, gradientReaches, inferShapes, slide } from '../../models/graph-shapes';
import { checkGraph } from './check-graph';
import { initialGraphWeights } from './initial';
import { predictRows, trainingBytes } from './shapes';

const net = (...nodes: GraphNode[]): GraphSpec => ({
  ...checkGraph('binary').spec,
  picture: [8, 6, 3],
  table: 0,
  inputs: 144,
  nodes: [{ op: 'picture', from: [] }, ...nodes],
});
const conv = (from: number, size: number, stride = 1): GraphNode => ({
  op: 'conv',
  from: [from],
  filters: 4,
  size,
  stride,
  pad: 'same',
  bias: true,
});

test('padding is that of TensorFlow', () => {
  // tf.keras.layers.Conv2D: (n, size, stride) with same; 28/3/2 pads one at the end only.
  expect(slide(28, 3, 2, 'same')).toEqual({ out: 14, before: 0, after: 1 });
  expect(slide(7, 3, 2, 'same')).toEqual({ out: 4, before: 1, after: 1 });
  expect(slide(5, 2, 1, 'same')).toEqual({ out: 5, before: 0, after: 1 });
  expect(slide(5, 1, 3, 'same')).toEqual({ out: 2, before: 0, after: 0 });
  expect(slide(7, 3, 2, 'valid')).toEqual({ out: 3, before: 0, after: 0 });
});

test('all shapes of the net that has every operation', () => {
  const { spec } = checkGraph('softmax');
  expect(inferShapes(spec).map((shape) => shape.join('x'))).toEqual(
    [
      ['7x6x2', '4x3x5', '4x3x5', '4x3x5', '4x3x5', '4x3x5', '4x3x5', '4x3x5', '4x3x5', '4x3x5'],
      ['4x3x5', '4x3x5', '4x3x10', '3x2x4', '3x2x4', '2x1x4', '4', '3', '7', '7', '3'],
    ].flat(),
  );
  // 90 + 10 + 45 + 10 + 25 + 5 + 160 + 8 + 36 + 4 + 21 + 3.
  expect(countParameters(spec)).toBe(417);
});

describe('what is no net says at which node', () => {
  test.each<[string, GraphNode[]]>([
    ['reads a node that is not there yet', [conv(2, 3), conv(1, 3)]],
    ['adds maps of two sizes', [conv(0, 3), conv(0, 3, 2), { op: 'add', from: [1, 2] }]],
    ['joins maps of two sizes', [conv(0, 3), conv(0, 3, 2), { op: 'concat', from: [1, 2] }]],
    ['has a window larger than the picture', [{ ...conv(0, 9), pad: 'valid' } as GraphNode]],
    ['convolves a vector', [{ op: 'globalAvgPool', from: [0] }, conv(1, 1)]],
    ['multiplies a picture', [{ op: 'dense', from: [0], units: 2 }]],
  ])('%s', (_, nodes) => {
    const at = nodes.length === 2 && nodes[0].from[0] === 2 ? 1 : nodes.length;
    expect(() => inferShapes(net(...nodes))).toThrow(
      expect.objectContaining({ code: 'study.invalid', details: { path: `nodes.${at}` } }),
    );
  });
});

test('no gradient goes below the lowest node that learns', () => {
  const spec = net({ ...conv(0, 3), frozen: true } as GraphNode, { op: 'relu', from: [1] }, conv(2, 3), {
    op: 'add',
    from: [2, 3],
  });
  expect(gradientReaches(spec)).toEqual([false, false, false, true, true]);
});

test('memory: outputs, gradients alive at once, and parameters four times', () => {
  const spec = net(conv(0, 3), { op: 'relu', from: [1] }, { op: 'globalAvgPool', from: [2] });
  const [picture, map, vector] = [8 * 6 * 3, 8 * 6 * 4, 4];
  const parameters = 3 * 3 * 3 * 4 + 4;
  // The picture needs no gradient; the widest place is between the convolution and the relu.
  expect(trainingBytes(spec, 10)).toBe(4 * (10 * (picture + 2 * map + vector + 2 * map) + 4 * parameters));
  expect(trainingBytes({ ...spec, nodes: spec.nodes.slice(0, 2) }, 1)).toBeLessThan(trainingBytes(spec, 1));
  expect(predictRows(spec, 4 * 100 * 2 * map, 1000)).toBe(100);
  expect(predictRows(spec, 1, 1000)).toBe(1);
  expect(predictRows(spec, 1e12, 256)).toBe(256);
});

test('initial weights: He for convolutions, Glorot for dense layers, batchNorm changes nothing', () => {
  const spec: GraphSpec = {
    ...net(),
    picture: [4, 4, 32],
    nodes: [
      { op: 'picture', from: [] },
      { op: 'conv', from: [0], filters: 64, size: 3, stride: 1, pad: 'same', bias: true },
      { op: 'depthwise', from: [1], size: 7, stride: 1, pad: 'same', bias: false },
      { op: 'batchNorm', from: [2], epsilon: 1e-3 },
      { op: 'globalAvgPool', from: [3] },
      { op: 'dense', from: [4], units: 40 },
    ],
  };
  const [first, each, normal, last] = initialGraphWeights(spec, ['k']);
  const deviation = (v: Float32Array) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0) / v.length);
  // Standard error of a standard deviation: its value / sqrt(2 n); five of them.
  for (const [values, wanted] of [
    [first.kernel, Math.sqrt(2 / (9 * 32))],
    [each.kernel, Math.sqrt(2 / 49)],
    [last.kernel, Math.sqrt(6 / 104) / Math.sqrt(3)],
  ] as const)
    expect(Math.abs(deviation(values) - wanted)).toBeLessThan((5 * wanted) / Math.sqrt(2 * values.length));
  expect(Math.max(...last.kernel)).toBeLessThanOrEqual(Math.sqrt(6 / 104));
  expect([first.bias.length, each.bias.length, last.bias.length]).toEqual([64, 0, 40]);
  expect([...first.bias].every((b) => b === 0)).toBe(true);
  const of = (value: number) => new Float32Array(64).fill(value);
  expect(normal).toEqual({ kernel: of(1), bias: of(0), mean: of(0), variance: of(1) });
  expect(initialGraphWeights(spec, ['k'])).toEqual([first, each, normal, last]);
  expect(initialGraphWeights(spec, ['l'])[0]).not.toEqual(first);
});
