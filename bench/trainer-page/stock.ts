import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { NetSpec } from '../../src/models/family';
import { rowOrder } from '../../src/train/batches';
import type { Rows, Weights } from '../../src/train/trainer';

/**
 * Random numbers that make Fisher-Yates turn `current` into `wanted`: model.fit shuffles with Math.random, and
 * goes on from the order of the epoch before.
 */
export function drawsFor(current: Uint32Array, wanted: Uint32Array): Float64Array {
  const now = current.slice();
  const at = new Uint32Array(now.length);
  now.forEach((row, i) => {
    at[row] = i;
  });
  const draws = new Float64Array(now.length);
  for (let i = now.length - 1; i >= 0; i--) {
    const j = at[wanted[i]];
    draws[now.length - 1 - i] = (j + 0.5) / (i + 1);
    at[now[i]] = j;
    now[j] = now[i];
  }
  return draws;
}

function buildModel(spec: NetSpec) {
  const last = spec.layers.length - 1;
  const model = sequential({
    layers: spec.layers.map(({ units, activation }, l) =>
      layers.dense({
        units,
        activation: l === last ? 'sigmoid' : activation,
        ...(l === 0 ? { inputShape: [spec.inputs] } : {}),
      }),
    ),
  });
  const optimizer = tf.train.adam(spec.optimizer.learningRate);
  model.compile({ optimizer, loss: 'binaryCrossentropy' });
  return { model, optimizer };
}

/**
 * One binary net by stock tfjs-layers: model.fit with all epochs at once, never yielding, on the current backend.
 * Same initial weights and same batches as NetRun.epoch(1..epochs) with this key. Milliseconds include building
 * the model, its tensors and reading the losses; not the preparation of the random numbers.
 */
export async function fitStock(
  spec: NetSpec,
  rows: Rows,
  initial: Weights,
  key: (string | number)[],
  epochs: number,
): Promise<{ ms: number; losses: number[] }> {
  let order = Uint32Array.from({ length: rows.n }, (_, i) => i);
  const draws: Float64Array[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const next = rowOrder(rows.n, key, epoch);
    draws.push(drawsFor(order, next));
    order = next as Uint32Array<ArrayBuffer>;
  }
  const random = Math.random;
  const begun = performance.now();
  try {
    const { model, optimizer } = buildModel(spec);
    const weights = initial.flatMap(({ kernel, bias }) => [
      tf.tensor2d(kernel, [kernel.length / bias.length, bias.length]),
      tf.tensor1d(bias),
    ]);
    model.setWeights(weights);
    const x = tf.tensor2d(rows.x, [rows.n, rows.d]);
    const y = tf.tensor2d(rows.y, [rows.n, 1]);
    const { history } = await model.fit(x, y, {
      epochs,
      batchSize: spec.optimizer.batchSize,
      shuffle: true,
      yieldEvery: 'never',
      verbose: 0,
      callbacks: {
        onEpochBegin: async (epoch) => {
          let drawn = 0;
          Math.random = () => draws[epoch][drawn++];
        },
      },
    });
    tf.dispose([...weights, x, y]);
    model.dispose();
    optimizer.dispose();
    return { ms: performance.now() - begun, losses: history.loss as number[] };
  } finally {
    Math.random = random;
  }
}
