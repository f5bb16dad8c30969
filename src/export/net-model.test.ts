import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { elasticNet } from '../models/elastic-net';
import type { NetSpec } from '../models/family';
import { rng } from '../study/random';
import { modelFiles, netOf } from './net-model';
import { netSpec, plainForward, randomWeights } from './testing';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the files of a net', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each([
    ['binary', 1],
    ['softmax', 4],
    ['mse', 1],
  ] as const)('tf.loadLayersModel reads a %s net and predicts the same to 1e-6', async (loss, outputs) => {
    const spec = netSpec(6, loss, outputs, [8, 4]);
    const random = rng('net', loss);
    const weights = randomWeights(spec, random);
    const { json, bin } = modelFiles(spec, weights);
    const x = Float32Array.from({ length: 10 * 6 }, () => random.normal() * 0.3);
    const model = await loadLayersModel({
      // getModelArtifactsForJSON is what tf.io.http runs on a fetched model.json.
      load: () =>
        tf.io.getModelArtifactsForJSON(throughJson(json) as tf.io.ModelJSON, async (manifest) => [
          manifest.flatMap((group) => group.weights),
          bin.slice().buffer,
        ]),
    });
    const input = tf.tensor2d(x, [10, 6]);
    const output = model.predict(input) as tf.Tensor;
    const got = await output.data();
    const wanted = await plainForward(spec, weights, x, 10);
    expect(got.length).toBe(wanted.length);
    wanted.forEach((value, i) => {
      expect(Math.abs(got[i] - value)).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
    });
    model.dispose();
    tf.dispose([input, output]);
    expect(tf.memory().numTensors).toBe(0);
  });

  it('say of a regression that was solved under which penalty', () => {
    const spec = elasticNet.spec({ penalty: 0.3, l1Share: 0.25 }, { inputs: 3, kind: 'binary', classes: 2 });
    const weights = randomWeights(spec, rng('solved'));
    const { json, bin } = modelFiles(spec, weights);
    expect(netOf(throughJson(json), bin)).toEqual({ spec, weights });
    const broken = { ...json, userDefinedMetadata: { optimizer: { kind: 'convex', penalty: '0.3' } } };
    expect(() => netOf(broken, bin)).toThrow('bundle.broken');
  });

  it('come back as the same spec and bit-equal weights', () => {
    const loss = fc.constantFrom<NetSpec['loss']>('binary', 'softmax', 'mse');
    const hidden = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), loss, hidden, fc.nat(), (inputs, kind, widths, key) => {
        const spec = netSpec(inputs, kind, kind === 'softmax' ? 3 : 1, widths);
        const weights = randomWeights(spec, rng(key));
        const { json, bin } = modelFiles(spec, weights);
        expect(netOf(throughJson(json), bin)).toEqual({ spec, weights });
      }),
    );
  });

  const spec = netSpec(4, 'binary', 1);
  const files = modelFiles(spec, randomWeights(spec, rng('broken')));
  const edited = (edit: (json: typeof files.json) => void) => {
    const json = structuredClone(files.json);
    edit(json);
    return json;
  };

  it.each([
    ['weights are cut off', files.json, files.bin.subarray(4)],
    ['weights are too many', files.json, new Uint8Array(files.bin.length + 4)],
    ['a weight is not finite', files.json, files.bin.slice().fill(0xff)],
    ['it is no model', { a: 1 }, files.bin],
    ['it is null', null, files.bin],
    [
      'there is a layer that no net here has',
      { ...files.json, modelTopology: { ...files.json.modelTopology, class_name: 'Model' } },
      files.bin,
    ],
    ['it begins with dropout', edited((json) => json.modelTopology.config.layers.reverse()), files.bin],
    [
      'the size asks for more memory than there is',
      edited((json) => {
        const layer = json.modelTopology.config.layers[0];
        if (layer.class_name === 'Dense') layer.config.units = 1_000_000;
      }),
      files.bin,
    ],
  ])('are refused where %s', (_, json, bin) => {
    expect(() => netOf(json, bin)).toThrow('bundle.broken');
  });
});
