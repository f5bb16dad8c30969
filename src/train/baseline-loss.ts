import type { NetSpec } from '../models/family';
import type { Fold } from './fit';
import type { Rows } from './trainer';

/**
 * Losses of a model that knows nothing but how common each outcome is among its training rows, as these weigh: log loss
 * of their shares, squared error of their mean. Means over the rows of all folds, as those of an epoch; float64.
 */
export function baselineLoss(
  folds: readonly Fold[],
  loss: NetSpec['loss'],
): { train: number; valid: number } {
  const sums = { train: 0, valid: 0 };
  const rows = { train: 0, valid: 0 };
  for (const { train, valid } of folds) {
    const lossOf = loss === 'mse' ? squaredFrom(train) : surpriseAt(train);
    for (const [part, { y, n, w }] of [['train', train] as const, ['valid', valid] as const]) {
      for (let i = 0; i < n; i++) sums[part] += (w ? w[i] : 1) * lossOf(y[i]);
      rows[part] += n;
    }
  }
  return { train: sums.train / rows.train, valid: sums.valid / rows.valid };
}

function squaredFrom({ y, w }: Rows): (value: number) => number {
  let [sum, weight] = [0, 0];
  for (const [i, value] of y.entries()) {
    sum += (w ? w[i] : 1) * value;
    weight += w ? w[i] : 1;
  }
  return (value) => (value - sum / weight) ** 2;
}

function surpriseAt({ y, w }: Rows): (value: number) => number {
  const shares = new Map<number, number>();
  let weight = 0;
  for (const [i, value] of y.entries()) {
    shares.set(value, (shares.get(value) ?? 0) + (w ? w[i] : 1));
    weight += w ? w[i] : 1;
  }
  // A class that the training rows lack is taken for half a row, not for impossible.
  return (value) => -Math.log((shares.get(value) ?? 0.5) / weight);
}
