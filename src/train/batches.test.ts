import { expect, test } from 'vitest';
import { rng } from '../study/random';
import { dropoutMask, maskStreams, rowOrder } from './batches';
import { checkNet } from './gradient-check';
import { initialWeights } from './layout';

test('the order of an epoch is a permutation that its key names', () => {
  const order = rowOrder(50, ['k'], 1);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(rowOrder(50, ['k'], 1)).toEqual(order);
  expect(rowOrder(50, ['k'], 2)).not.toEqual(order);
  expect(rowOrder(50, ['l'], 1)).not.toEqual(order);
});

test('dropout masks are 0 or 1/(1-rate), as many as the rate says, and each layer has its own stream', () => {
  const mask = dropoutMask(rng('mask'), 0.25, 20_000);
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  const dropped = mask.filter((v) => v === 0).length / mask.length;
  // Standard error .0031: five of them.
  expect(Math.abs(dropped - 0.25)).toBeLessThan(0.0155);

  const { spec } = checkNet('binary');
  const dropout = { ...spec, layers: spec.layers.map((l, i) => ({ ...l, dropout: i < 2 ? 0.5 : 0 })) };
  const [first, second, none] = maskStreams(dropout, ['k'], 1);
  expect(none).toBeNull();
  const masks = [first, second, ...maskStreams(dropout, ['k'], 1), ...maskStreams(dropout, ['k'], 2)];
  const [a, b, again, , , other] = masks.map((r) => (r ? [...dropoutMask(r, 0.5, 64)] : []));
  expect(a).not.toEqual(b);
  expect(again).toEqual(a);
  expect(other).not.toEqual(a);
});

test('initial weights are Glorot-uniform and keyed by layer', () => {
  const { spec } = checkNet('binary');
  const wide = {
    ...spec,
    inputs: 100,
    layers: [{ units: 50, activation: 'relu' as const, dropout: 0 }, ...spec.layers],
  };
  const [first] = initialWeights(wide, ['k']);
  const limit = Math.sqrt(6 / 150);
  expect(Math.max(...first.kernel.map(Math.abs))).toBeLessThanOrEqual(limit);
  // Variance of a uniform in ±limit is limit²/3.
  const variance = first.kernel.reduce((sum, w) => sum + w * w, 0) / first.kernel.length;
  expect(variance / (limit ** 2 / 3)).toBeGreaterThan(0.95);
  expect(variance / (limit ** 2 / 3)).toBeLessThan(1.05);
  expect(first.bias.every((b) => b === 0)).toBe(true);
  expect(initialWeights(wide, ['k'])).toEqual(initialWeights(wide, ['k']));
  expect(initialWeights(wide, ['l'])[0]).not.toEqual(first);
});
