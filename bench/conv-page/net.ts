import type { GraphSpec } from '../../src/models/graph';
import { rng } from '../../src/study/random';
import type { Rows } from '../../src/train/trainer';

export const KEY = ['bench', 'conv'];
export const SIDE = 28;
export const ROWS = 256;
export const BATCH = 32;
export const LEARNING_RATE = 1e-3;
export const EPSILON = 1e-3;

/** A small CNN: conv 16, BN, ReLU, average pool, conv 32, average pool, conv 32, global average pool, dense 2. */
export const SPEC: GraphSpec = {
  kind: 'graph',
  picture: [SIDE, SIDE, 1],
  table: 0,
  inputs: SIDE * SIDE,
  nodes: [
    { op: 'picture', from: [] },
    { op: 'conv', from: [0], filters: 16, size: 3, stride: 1, pad: 'same', bias: true },
    { op: 'batchNorm', from: [1], epsilon: EPSILON },
    { op: 'relu', from: [2] },
    { op: 'avgPool', from: [3], size: 2, stride: 2, pad: 'valid' },
    { op: 'conv', from: [4], filters: 32, size: 3, stride: 1, pad: 'same', bias: true },
    { op: 'relu', from: [5] },
    { op: 'avgPool', from: [6], size: 2, stride: 2, pad: 'valid' },
    { op: 'conv', from: [7], filters: 32, size: 3, stride: 1, pad: 'same', bias: true },
    { op: 'relu', from: [8] },
    { op: 'globalAvgPool', from: [9] },
    { op: 'dense', from: [10], units: 2 },
  ],
  loss: 'softmax',
  optimizer: {
    kind: 'adamw',
    learningRate: LEARNING_RATE,
    weightDecay: 0,
    batchSize: BATCH,
    schedule: 'constant',
    clipNorm: 0,
    labelSmoothing: 0,
  },
};

/** Noise, with a brighter disc in every second picture. */
export function pictures(side = SIDE, n = ROWS): Rows {
  const random = rng(...KEY, 'pictures');
  const d = side * side;
  const x = new Float32Array(n * d);
  const y = Float32Array.from({ length: n }, (_, i) => i % 2);
  const centre = (): number => 8 + (side - 16) * random.next();
  for (let i = 0; i < n; i++) {
    const [cy, cx] = [centre(), centre()];
    for (let p = 0; p < d; p++) {
      const inside = (Math.floor(p / side) - cy) ** 2 + ((p % side) - cx) ** 2 < 16;
      x[i * d + p] = random.normal() * 0.5 + (y[i] && inside ? 1 : 0);
    }
  }
  return { n, d, x, y };
}
