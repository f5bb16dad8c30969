import type { Target } from '../data/dataset';

/**
 * A weight a training row so that every class weighs the same: n / (k n_class) with k classes present, as
 * scikit-learn's class_weight='balanced'. Their mean is 1. Undefined for a number.
 */
export function balancedWeights({ kind, y, classes }: Target): Float32Array | undefined {
  if (kind === 'regression') return undefined;
  const counts = new Uint32Array(classes.length);
  for (const c of y) counts[c]++;
  const present = counts.reduce((count, rows) => count + (rows > 0 ? 1 : 0), 0);
  return Float32Array.from(y, (c) => y.length / (present * counts[c]));
}
