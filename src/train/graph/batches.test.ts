import { expect, test } from 'vitest';
import type { GraphSpec } from '../../models/graph';
import type { Rows } from '../trainer';
import { batchBounds, plainBatch, trainingBatch } from './batches';
import { checkGraph } from './check-graph';

test('batches are alike but for one row, and none is larger than asked', () => {
  expect(batchBounds(23, 8)).toEqual([0, 8, 15, 23]);
  expect(batchBounds(65, 64)).toEqual([0, 33, 65]);
  expect(batchBounds(3, 8)).toEqual([0, 3]);
  for (let n = 1; n < 200; n++) {
    const bounds = batchBounds(n, 32);
    const sizes = bounds.slice(1).map((to, b) => to - bounds[b]);
    expect(sizes.length).toBe(Math.ceil(n / 32));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(32);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

/** Rows of one pixel and one column: row i is [i, 100 + i]. */
const spec: GraphSpec = { ...checkGraph('binary').spec, picture: [1, 1, 1], table: 1, inputs: 2 };
const rows: Rows = {
  n: 4,
  d: 2,
  x: Float32Array.of(0, 100, 1, 101, 2, 102, 3, 103),
  y: Float32Array.of(0, 1, 0, 1),
};
const order = Uint32Array.of(2, 0, 3, 1);
const take = (of: Rows, epoch = 1, key = ['k']) => trainingBatch(spec, 1, of, order, [0, 3], key, epoch);

test('pictures and table columns part; rows come in the order of the epoch, out of a pool where there is one', () => {
  const batch = take(rows);
  expect([...batch.pictures, ...batch.table]).toEqual([2, 0, 3, 102, 100, 103]);
  const shared = take({ ...rows, at: Uint32Array.of(3, 2, 1, 0) });
  expect([...shared.pictures]).toEqual([1, 3, 0]);
  expect([...plainBatch(spec, rows, 1, 3).pictures]).toEqual([1, 2]);
});

test('a row is changed by its own stream, anew in each epoch, and the pool stays as it was', () => {
  const augmented: Rows = {
    ...rows,
    augment: (out, rng) => {
      out[0] += rng.next();
    },
  };
  const once = take(augmented);
  expect(once).toEqual(take(augmented));
  expect(once.pictures).not.toEqual(take(augmented, 2).pictures);
  expect(once.pictures).not.toEqual(take(augmented, 1, ['l']).pictures);
  // The stream is the row's: it does not depend on who stands beside it.
  const alone = trainingBatch(spec, 1, augmented, Uint32Array.of(3), [0, 1], ['k'], 1);
  expect(alone.pictures[0]).toBe(once.pictures[2]);
  expect(alone.pictures[0]).toBeGreaterThan(3);
  expect([...rows.x]).toEqual([0, 100, 1, 101, 2, 102, 3, 103]);
});

test('mixup mixes pictures, columns and outcomes by the same share', () => {
  const mixing: Rows = { ...rows, mix: () => 0.75 };
  const plain = { ...spec, optimizer: { ...spec.optimizer, labelSmoothing: 0 } };
  const batch = trainingBatch(plain, 1, mixing, order, [0, 4], ['k'], 1);
  const mixed = [...batch.pictures].filter((value, i) => value !== order[i]);
  expect(mixed.length).toBeGreaterThan(0);
  for (const [i, value] of batch.pictures.entries()) {
    const partner = (value - 0.75 * order[i]) / 0.25;
    expect([0, 1, 2, 3]).toContain(partner);
    expect(batch.table[i]).toBeCloseTo(0.75 * (100 + order[i]) + 0.25 * (100 + partner), 4);
    expect(batch.targets.t[i]).toBeCloseTo(0.75 * rows.y[order[i]] + 0.25 * rows.y[partner], 6);
  }
});
