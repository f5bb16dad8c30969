import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { rowOrder } from '../../src/train/batches';
import type { Rows, Weights } from '../../src/train/trainer';
import { drawsFor } from '../trainer-page/stock';
import { BATCH, EPSILON, KEY, LEARNING_RATE, SIDE } from './net';

function buildModel() {
  const conv = (filters: number) =>
    ({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }) as const;
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [SIDE, SIDE, 1], filters: 16, kernelSize: 3, padding: 'same' }),
      layers.batchNormalization({ epsilon: EPSILON, momentum: 0.9 }),
      layers.reLU(),
      layers.averagePooling2d({ poolSize: 2 }),
      layers.conv2d(conv(32)),
      layers.averagePooling2d({ poolSize: 2 }),
      layers.conv2d(conv(32)),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  const optimizer = tf.train.adam(LEARNING_RATE);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy' });
  return { model, optimizer };
}

/** Ours to those of the model: kernels get their shapes, batchNorm all its four vectors. */
function setWeights(model: ReturnType<typeof sequential>, weights: Weights): void {
  const values = weights.flatMap(({ kernel, bias }) => [kernel, bias]);
  const learned = model.trainableWeights.map((variable, i) =>
    tf.tensor(values[i], variable.shape as number[]),
  );
  const moving = model.nonTrainableWeights.map((variable, i) =>
    i === 0 ? tf.zeros(variable.shape as number[]) : tf.ones(variable.shape as number[]),
  );
  model.setWeights([...learned, ...moving]);
  tf.dispose([...learned, ...moving]);
}

/**
 * The small CNN by stock tfjs-layers on the current backend: model.fit, never yielding, from the same weights on the
 * same batches as NetRun.epoch(1..epochs). Milliseconds of each epoch without building the model.
 */
export async function fitStock(rows: Rows, initial: Weights, epochs: number) {
  const { model, optimizer } = buildModel();
  setWeights(model, initial);
  const x = tf.tensor4d(rows.x, [rows.n, SIDE, SIDE, 1]);
  const y = tf.tensor1d(rows.y);
  const random = Math.random;
  const ms: number[] = [];
  const losses: number[] = [];
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      // model.fit begins each call with the rows in their own order.
      const order = Uint32Array.from({ length: rows.n }, (_, i) => i);
      const draws = drawsFor(order, rowOrder(rows.n, KEY, epoch));
      let drawn = 0;
      Math.random = () => draws[drawn++];
      const begun = performance.now();
      const { history } = await model.fit(x, y, {
        epochs: 1,
        batchSize: BATCH,
        shuffle: true,
        yieldEvery: 'never',
        verbose: 0,
      });
      ms.push(performance.now() - begun);
      losses.push(history.loss[0] as number);
    }
    return { ms, losses };
  } finally {
    Math.random = random;
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
  }
}
