import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphSpec } from '../models/graph';
import { rng } from '../study/random';
import { initialGraphWeights } from '../train/graph/initial';
import { referenceForward } from '../train/graph/reference';
import { graphFiles, graphOf, isGraph } from './graph-model';

/** Every operation there is, once. */
const spec: GraphSpec = {
  kind: 'graph',
  picture: [9, 8, 2],
  table: 3,
  inputs: 9 * 8 * 2 + 3,
  nodes: [
    { op: 'picture', from: [] },
    { op: 'conv', from: [0], filters: 4, size: 3, stride: 2, pad: 'same', bias: false },
    { op: 'batchNorm', from: [1], epsilon: 1e-3 },
    { op: 'relu', from: [2] },
    { op: 'depthwise', from: [3], size: 3, stride: 1, pad: 'same', bias: true },
    { op: 'relu6', from: [4] },
    { op: 'add', from: [3, 5] },
    { op: 'maxPool', from: [6], size: 2, stride: 1, pad: 'same' },
    { op: 'avgPool', from: [6], size: 2, stride: 1, pad: 'same' },
    { op: 'concat', from: [7, 8] },
    { op: 'globalAvgPool', from: [9] },
    { op: 'table', from: [] },
    { op: 'concat', from: [10, 11] },
    { op: 'dropout', from: [12], rate: 0.5 },
    { op: 'dense', from: [13], units: 3 },
  ],
  loss: 'softmax',
  optimizer: {
    kind: 'adamw',
    learningRate: 0.01,
    weightDecay: 0.1,
    batchSize: 8,
    schedule: 'cosine',
    clipNorm: 1,
    labelSmoothing: 0.1,
  },
};
const random = rng('graph-model');
const weights = initialGraphWeights(spec, ['graph-model']).map(({ kernel, bias, mean, variance }) => ({
  kernel: kernel.map((v) => v + 0.1 * random.normal()),
  bias: bias.map(() => 0.1 * random.normal()),
  ...(mean && { mean: mean.map(() => 0.1 * random.normal()) }),
  ...(variance && { variance: variance.map(() => 0.5 + random.next()) }),
}));
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the files of a graph net', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('tf.loadLayersModel reads them and predicts what the float64 reference does to 1e-5', async () => {
    const { json, bin } = graphFiles(spec, weights);
    const model = await loadLayersModel({
      load: () =>
        tf.io.getModelArtifactsForJSON(throughJson(json) as tf.io.ModelJSON, async (manifest) => [
          manifest.flatMap((group) => group.weights),
          bin.slice().buffer,
        ]),
    });
    const n = 3;
    const x = Float64Array.from({ length: n * spec.inputs }, () => random.normal());
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from(x.subarray(i * spec.inputs, (i + 1) * spec.inputs)),
    );
    const pictures = tf.tensor4d(
      rows.flatMap((row) => row.slice(0, 144)),
      [n, 9, 8, 2],
    );
    const table = tf.tensor2d(
      rows.flatMap((row) => row.slice(144)),
      [n, 3],
    );
    const output = model.predict([pictures, table]) as tf.Tensor;
    const got = await output.data();
    const wide = weights.map(({ kernel, bias, mean, variance }) => ({
      kernel: Float64Array.from(kernel),
      bias: Float64Array.from(bias),
      ...(mean && { mean: Float64Array.from(mean) }),
      ...(variance && { variance: Float64Array.from(variance) }),
    }));
    const { values } = referenceForward(spec, wide, {
      pictures: rows.flatMap((row) => row.slice(0, 144)),
      table: rows.flatMap((row) => row.slice(144)),
      n,
      training: false,
    });
    const logits = values[values.length - 1];
    for (let i = 0; i < n; i++) {
      const odds = Array.from(logits.subarray(i * 3, i * 3 + 3), Math.exp);
      const sum = odds.reduce((a, b) => a + b);
      odds.forEach((odd, k) => {
        expect(Math.abs(got[i * 3 + k] - odd / sum)).toBeLessThan(1e-5);
      });
    }
    model.dispose();
    tf.dispose([pictures, table, output]);
  });

  it('come back as the same spec and bit-equal weights', () => {
    const { json, bin } = graphFiles(spec, weights);
    expect(isGraph(throughJson(json))).toBe(true);
    expect(graphOf(throughJson(json), bin)).toEqual({ spec, weights });
  });

  it('are refused where a node stands before what it reads, or a number is missing', () => {
    const { json, bin } = graphFiles(spec, weights);
    expect(() => graphOf(throughJson(json), bin.subarray(4))).toThrow('bundle.broken');
    const turned = throughJson(json) as { userDefinedMetadata: { graph: GraphSpec } };
    turned.userDefinedMetadata.graph = { ...spec, nodes: [...spec.nodes].reverse() };
    expect(() => graphOf(turned, bin)).toThrow('bundle.broken');
  });
});
