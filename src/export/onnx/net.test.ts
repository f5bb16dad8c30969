import { describe, expect, it } from 'vitest';
import { featureGraph } from '../../models/backbones/efficientnet-lite0';
import { initialGraphWeights } from '../../train/graph/initial';
import type { Weights } from '../../train/trainer';
import { netSpec } from '../testing';
import { backboneOnnx } from './backbone';
import { everyOperation, exampleNets } from './example-nets';
import { netOnnx } from './net';
import { readModel } from './read-model';

describe('model.onnx', () => {
  it('is Gemm, Relu and Sigmoid for a perceptron, without dropout', () => {
    const weights = [
      { kernel: Float32Array.of(1, 2, 3, 4, 5, 6), bias: Float32Array.of(7, 8, 9) },
      { kernel: Float32Array.of(10, 11, 12), bias: Float32Array.of(0.1) },
    ];
    const model = readModel(netOnnx(netSpec(2, 'binary', 1, [3]), weights));
    expect([model.ir, model.opsets]).toEqual([[8], [['', 17]]]);
    expect(model.inputs).toEqual([{ name: 'x', type: 1, shape: ['n', 2] }]);
    expect(model.outputs).toEqual([{ name: 'y', type: 1, shape: ['n', 1] }]);
    expect(
      model.operations.map(({ op, inputs, outputs }) => [op, ...inputs, '->', ...outputs].join(' ')),
    ).toEqual([
      'Gemm x layers.0.kernel layers.0.bias -> layer_0',
      'Relu layer_0 -> layer_0_relu',
      'Gemm layer_0_relu layers.1.kernel layers.1.bias -> layer_1',
      'Sigmoid layer_1 -> y',
    ]);
    expect(model.constants.get('layers.0.kernel')).toEqual({
      type: 1,
      shape: [2, 3],
      values: [1, 2, 3, 4, 5, 6],
    });
    expect(model.constants.get('layers.1.bias')?.values).toEqual([Math.fround(0.1)]);
  });

  it('ends in Softmax for several classes and as it is for a number', () => {
    const ends = (['softmax', 'mse'] as const).map((loss) => {
      const weights: Weights = [{ kernel: new Float32Array(6), bias: new Float32Array(3) }];
      return readModel(netOnnx(netSpec(2, loss, 3, []), weights)).operations.at(-1);
    });
    expect(ends.map((end) => [end?.op, end?.attributes])).toEqual([
      ['Softmax', { axis: 1 }],
      ['Identity', {}],
    ]);
  });

  it('has every operation of a graph net, channels first inside', () => {
    const { spec, weights } = everyOperation();
    const { inputs, outputs, operations, constants } = readModel(netOnnx(spec, weights));
    expect(inputs).toEqual([
      { name: 'picture', type: 1, shape: ['n', 17, 14, 2] },
      { name: 'table', type: 1, shape: ['n', 3] },
    ]);
    expect(outputs).toEqual([{ name: 'y', type: 1, shape: ['n', 3] }]);
    expect(operations.map(({ op }) => op).join(' ')).toBe(
      'Transpose Conv BatchNormalization Relu Conv Clip Add MaxPool AveragePool Concat MaxPool AveragePool Concat ' +
        'GlobalAveragePool Flatten Concat Gemm BatchNormalization Relu Gemm Softmax',
    );
    const [toChannelsFirst, conv, norm, , depthwise, , , , , , pool, average] = operations;
    expect(toChannelsFirst.attributes).toEqual({ perm: [0, 3, 1, 2] });
    expect(conv.attributes).toEqual({ kernel_shape: [3, 3], strides: [2, 2], pads: [0, 0, 0, 0] });
    expect(norm.attributes).toEqual({ epsilon: Math.fround(1e-3) });
    expect(norm.inputs.slice(1)).toEqual(
      ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((role) => `nodes.2.${role}`),
    );
    expect(depthwise.attributes).toMatchObject({ group: 4, pads: [2, 2, 2, 2] });
    // Of one row and one column too many the end has them, as in TensorFlow; the map is 3 x 2.
    expect(pool.attributes).toMatchObject({ strides: [1, 1], pads: [0, 0, 1, 1] });
    expect(average.attributes).toMatchObject({ strides: [2, 2], pads: [1, 0, 1, 1], count_include_pad: 0 });
    expect(constants.get('six')).toEqual({ type: 1, shape: [], values: [6] });
    // kernel[y][x][c][f] of the app is kernel[f][c][y][x].
    const turned = constants.get('nodes.1.kernel');
    expect(turned?.shape).toEqual([4, 2, 3, 3]);
    expect(turned?.values[((3 * 2 + 1) * 3 + 2) * 3 + 0]).toBe(
      weights[0].kernel[((2 * 3 + 0) * 2 + 1) * 4 + 3],
    );
    expect(constants.get('nodes.4.kernel')?.shape).toEqual([4, 1, 5, 5]);
  });

  it('reads in every family only what stands before, and every constant', () => {
    for (const { name, spec, weights } of exampleNets()) {
      const { inputs, operations, constants } = readModel(netOnnx(spec, weights));
      const known = new Set([...inputs.map((input) => input.name), ...constants.keys()]);
      const read = new Set<string>();
      for (const operation of operations) {
        for (const input of operation.inputs) {
          expect(known.has(input), `${name}: ${input}`).toBe(true);
          read.add(input);
        }
        for (const output of operation.outputs) known.add(output);
      }
      expect([...constants.keys()].filter((constant) => !read.has(constant))).toEqual([]);
      expect(known.has('y'), name).toBe(true);
    }
  });
});

describe('backbone/model.onnx', () => {
  const weights = initialGraphWeights(featureGraph(), ['backbone']);

  it.each([
    ['pooled', 1280, 'Identity'],
    [0, 7 * 7 * 1280, 'Flatten'],
    // Below the last block of 320 channels and the three of 192 before it.
    [3, 7 * 7 * 192, 'Flatten'],
  ] as const)('cut at %s gives %i features', (at, size, end) => {
    const { inputs, outputs, operations, constants } = readModel(backboneOnnx(at, weights));
    expect(inputs).toEqual([{ name: 'picture', type: 1, shape: ['n', 224, 224, 3] }]);
    expect(outputs).toEqual([{ name: 'features', type: 1, shape: ['n', size] }]);
    expect(operations.slice(0, 2).map(({ op }) => op)).toEqual(['Transpose', 'Conv']);
    expect(operations.at(-1)?.op).toBe(end);
    // As many convolutions as constants of four sides, so that none is read from above the cut.
    const convolutions = operations.filter(({ op }) => op === 'Conv');
    expect([...constants.values()].filter(({ shape }) => shape.length === 4)).toHaveLength(
      convolutions.length,
    );
  });
});
